// Registries of the form and size of the prototype that this registry form comes from: 15 orgs with everything that such a
// file holds beside routes, a default and a rule for a service that is gone, and services that cannot be called.

interface Listed {
  name: string;
  services: string[];
}

const COMMON: Record<string, Listed> = {
  OS: { name: 'BlackRoad-OS', services: ['operator', 'metrics', 'bridge'] },
  HW: { name: 'BlackRoad-Hardware', services: ['hailo', 'sensors', 'mesh'] },
  LAB: { name: 'BlackRoad-Labs', services: ['experiments'] },
  SEC: { name: 'BlackRoad-Security', services: ['auth', 'vault'] },
  FND: { name: 'BlackRoad-Foundation', services: ['salesforce', 'stripe', 'crm'] },
  MED: { name: 'BlackRoad-Media', services: ['content', 'social'] },
  INT: { name: 'BlackRoad-Interactive', services: ['game', 'metaverse'] },
  EDU: { name: 'BlackRoad-Education', services: ['courses', 'docs'] },
  GOV: { name: 'BlackRoad-Gov', services: ['governance'] },
  ARC: { name: 'BlackRoad-Archive', services: ['storage', 'gdrive', 'backup'] },
  STU: { name: 'BlackRoad-Studio', services: ['figma', 'assets'] },
  VEN: { name: 'BlackRoad-Ventures', services: ['portfolio'] },
  BBX: { name: 'Blackbox-Enterprises', services: ['enterprise'] },
};

const EARLY: Record<string, Listed> = {
  ...COMMON,
  AI: { name: 'BlackRoad-AI', services: ['router', 'embeddings', 'agents'] },
  CLD: { name: 'BlackRoad-Cloud', services: ['worker', 'kv', 'r2', 'queues'] },
};

const LATE: Record<string, Listed> = {
  ...COMMON,
  AI: { name: 'BlackRoad-AI', services: ['ollama', 'router', 'embeddings', 'agents'] },
  CLD: {
    name: 'BlackRoad-Cloud',
    services: [
      ...['api_gateway', 'kv', 'd1', 'r2', 'vectorize', 'ai', 'queues', 'websocket', 'webhooks'],
    ],
  },
};

/** Beside the routes: nothing that decides anything. */
const EXTRAS: Record<string, string> = {
  api_gateway: '        edge_endpoint: https://edge.test\n        openapi: openapi.yaml\n',
  kv: '        provider: cloudflare\n        namespaces: [CACHE, SESSIONS]\n',
  d1: '        schema: schema.sql\n',
  r2: '        cdn: https://cdn.test\n',
  ai: '        models:\n          - "@cf/some/model"\n',
  webhooks: '        providers: [github, stripe]\n',
  queues: '        queues: [one, two]\n',
  ollama: '        note: for mentions\n',
  hailo: '        nodes: [lucidia, octavia]\n',
  enterprise: '        auth: required\n',
};

function endpointOf(code: string, name: string): string {
  if (name === 'queues') return '';
  const url = `http://lucidia:8091/v1/${code.toLowerCase()}/${name}`;
  const shown = name === 'websocket' ? 'wss://api.test/ws' : url;
  return `        endpoint: ${shown}\n        health: http://lucidia:8091/${name}/health\n`;
}

const serviceText = (code: string, name: string): string =>
  `      ${name}:
        description: ${name} of ${code}
        type: ${code === 'CLD' ? 'external' : 'internal'}
${endpointOf(code, name)}${EXTRAS[name] ?? ''}`;

const orgText = ([code, { name, services }]: [string, Listed]): string =>
  `  ${code}:
    name: ${name}
    code: ${code}
    status: planned
    description: What ${code} does
    github: https://github.com/${name}
    primary_node: lucidia
    services:
${services.map((service) => serviceText(code, service)).join('')}    repos:
      - name: first
        description: The first
        url: https://github.com/${name}/first
`;

const rule = (pattern: string, target: string, priority: number): string => {
  const [org = '', service = ''] = target.split('.');
  return `  - pattern: "${pattern}"\n    org: ${org}\n    service: ${service}\n    provider: any\n    priority: ${priority}\n`;
};

function textOf(orgs: Record<string, Listed>, rules: string): string {
  const defaults = { AI: 'router', CLD: 'worker', FND: 'crm', STU: 'assets' };
  const named = Object.entries(defaults).map(([code, name]) => `    ${code}: ${name}\n`);
  return `# Routes
orgs:
${Object.entries(orgs).map(orgText).join('')}
defaults:
  fallback_org: AI
  default_services:
${named.join('')}
rules:
${rules}
edge_api:
  base_url: https://api.test
  endpoints:
    - path: /ws
      method: GET (upgrade)
tunnels:
  mesh_config: mesh.yaml
`;
}

const RULES = [
  rule('salesforce', 'FND.salesforce', 100),
  rule('stripe|billing|payment', 'FND.stripe', 100),
  rule('cloudflare|worker|edge', 'CLD.worker', 100),
  rule('ask|question|what|how|why|explain', 'AI.router', 50),
].join('');

const MENTIONS = ['copilot', 'lucidia', 'blackboxprogramming', 'ollama']
  .map((name) => rule(`@${name}`, 'AI.ollama', 1000))
  .join('');

/** 15 orgs, 33 services. */
export const UPSTREAM_33 = textOf(EARLY, RULES);

/** 15 orgs, 39 services; `CLD.worker` is gone, and a default and a rule still name it. */
export const UPSTREAM_39 = textOf(LATE, MENTIONS + RULES);
