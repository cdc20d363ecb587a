// Registries for tests: the one of the first example, and a large one of a whole company, without its endpoints.
import type { Org, Registry, Rule, Service } from '../registry/types.ts';

export interface ServiceSketch {
  description?: string;
  examples?: string[];
  endpoint?: string;
}

export interface Sketch {
  orgs: Record<
    string,
    { name?: string; description?: string; services: Record<string, ServiceSketch> }
  >;
  rules?: (Pick<Rule, 'pattern' | 'org'> & Partial<Rule>)[];
  fallbackOrg?: string;
}

function serviceOf(
  org: string,
  name: string,
  { description, examples = [], endpoint }: ServiceSketch,
): Service {
  return {
    name,
    org,
    ...(description === undefined ? {} : { description }),
    examples,
    type: 'internal',
    endpoints: [{ url: endpoint ?? `http://127.0.0.1:9/v1/${name}`, weight: 1 }],
    method: 'POST',
    headers: {},
    idempotent: false,
    timeouts: { connect: 2000, try: 10_000, total: 30_000 },
    retry: { attempts: 3, base: 200, cap: 5000 },
    breaker: { failures: 5, openFor: 10_000 },
    follow: 0,
    allowHosts: [],
    responseLimit: 10_485_760,
  };
}

/** A registry with every default filled in, as loading one gives. */
export function registryOf({ orgs, rules = [], fallbackOrg }: Sketch): Registry {
  const listed = Object.entries(orgs).map(([code, { name, description, services }]): Org => ({
    code,
    name: name ?? code,
    ...(description === undefined ? {} : { description }),
    services: Object.entries(services).map(([own, sketch]) => serviceOf(code, own, sketch)),
  }));
  for (const org of listed) {
    const [first] = org.services;
    if (first) org.defaultService = first.name;
  }
  return {
    source: '/registry.yaml',
    hash: JSON.stringify({ orgs, rules, fallbackOrg }),
    orgs: listed,
    rules: rules.map((rule, index) => ({ index, priority: 0, ...rule })),
    defaults: {
      ...(fallbackOrg === undefined ? {} : { fallbackOrg }),
      defaultServices: {},
      minConfidence: 0.5,
      onUnknown: fallbackOrg === undefined ? 'refuse' : 'fallback',
    },
  };
}

const named = (...names: string[]): Record<string, ServiceSketch> =>
  Object.fromEntries(names.map((name) => [name, {}]));

/** What the first example of a registry holds. */
export const FIRST: Sketch = {
  orgs: {
    FND: { name: 'BlackRoad-Foundation', services: named('salesforce', 'stripe') },
    AI: { name: 'BlackRoad-AI', services: named('router', 'agents') },
  },
  rules: [{ pattern: 'salesforce', org: 'FND', service: 'salesforce', priority: 100 }],
};

/** The same and an org for the cloud. */
export const WITH_CLOUD: Sketch = {
  ...FIRST,
  orgs: { ...FIRST.orgs, CLD: { name: 'BlackRoad-Cloud', services: named('worker', 'dns') } },
};

/** Services of fourteen orgs, by names and a few words of description. */
export const COMPANY: Sketch = {
  orgs: {
    OS: {
      description: 'Core routing and coordination',
      services: named('operator', 'metrics', 'bridge'),
    },
    AI: {
      description: 'AI routing, prompts, agents',
      services: named('router', 'embeddings', 'agents'),
    },
    CLD: {
      description: 'Edge compute and gateway',
      services: named('worker', 'kv', 'queues', 'webhooks'),
    },
    HW: { description: 'Boards and sensors', services: named('hailo', 'sensors', 'mesh') },
    LAB: { description: 'Experiments, research', services: named('experiments') },
    SEC: { description: 'Zero trust, secrets, auth', services: named('auth', 'vault') },
    FND: { description: 'CRM, billing, legal', services: named('crm', 'salesforce', 'stripe') },
    MED: { description: 'Content, social, marketing', services: named('content', 'social') },
    INT: { description: 'Gaming, virtual worlds', services: named('game', 'metaverse') },
    EDU: { description: 'Learning, courses', services: named('courses', 'docs') },
    GOV: { description: 'Voting, proposals', services: named('governance') },
    ARC: {
      description: 'Storage, backup, preservation',
      services: named('storage', 'gdrive', 'backup'),
    },
    STU: { description: 'Design', services: named('assets', 'figma') },
    VEN: { description: 'Investments, deals', services: named('portfolio') },
    BBX: { description: 'Enterprise projects', services: named('enterprise') },
  },
};

/** The same with rules as people write them. */
export const COMPANY_WITH_RULES: Sketch = {
  ...COMPANY,
  rules: [
    { pattern: '@copilot', org: 'AI', service: 'agents', priority: 1000 },
    { pattern: 'salesforce', org: 'FND', service: 'salesforce', priority: 100 },
    { pattern: 'stripe|billing|payment', org: 'FND', service: 'stripe', priority: 100 },
    { pattern: 'cloudflare|worker|edge', org: 'CLD', service: 'worker', priority: 100 },
    { pattern: 'gdrive|google drive', org: 'ARC', service: 'gdrive', priority: 100 },
    { pattern: 'ask|question|what|how|why|explain', org: 'AI', service: 'router', priority: 50 },
    { pattern: 'websocket|stream|ws', org: 'CLD', service: 'queues', priority: 90 },
    { pattern: 'api|gateway|rest', org: 'CLD', service: 'webhooks', priority: 80 },
    { pattern: 'game|vr|ar|unity', org: 'INT', service: 'game', priority: 80 },
  ],
};
