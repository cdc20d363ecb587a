// A registry file becomes a registry: the form of the first example, the prototype's, and everything that may be said;
// what is wrong is said with its place.
import { describe, expect, it } from 'vitest';
import { SEED } from '../testing/seed.fixture.ts';
import { UPSTREAM_33, UPSTREAM_39 } from '../testing/upstream.fixture.ts';
import { decodeRegistry, loadRegistry, readRegistry } from './load.ts';
import type { Registry, Service } from './types.ts';

const origin = { source: '/r/routes/registry.yaml', hash: 'h' };
const load = (text: string): Registry => loadRegistry(text, origin).registry;
const findings = (text: string): string[] =>
  readRegistry(text, origin).findings.map(
    ({ at, level, code, message }) =>
      `${at?.line ?? 0}:${at?.column ?? 0} ${level} ${code}: ${message}`,
  );
const services = ({ orgs }: Registry): Service[] => orgs.flatMap((org) => org.services);

it('F9 F10 F11: the first example, with every default filled in and nothing to say of it', () => {
  const { registry, findings: said } = loadRegistry(SEED, origin);
  expect(said).toEqual([]);
  expect(registry).toMatchObject({ source: origin.source, hash: 'h' });
  expect(
    registry.orgs.map(({ code, name, defaultService }) => [code, name, defaultService]),
  ).toEqual([
    ['FND', 'BlackRoad-Foundation', 'salesforce'],
    ['AI', 'BlackRoad-AI', 'router'],
  ]);
  expect(services(registry)[0]).toEqual({
    name: 'salesforce',
    org: 'FND',
    examples: [],
    type: 'internal',
    endpoints: [{ url: 'http://lucidia:8091/v1/salesforce', weight: 1 }],
    method: 'POST',
    headers: {},
    health: { url: 'http://lucidia:8091/health', status: [], timeout: 2000 },
    idempotent: false,
    timeouts: { connect: 2000, try: 10_000, total: 30_000 },
    retry: { attempts: 3, base: 200, cap: 5000 },
    breaker: { failures: 5, openFor: 10_000 },
    follow: 0,
    allowHosts: [],
    responseLimit: 10_485_760,
  });
  expect(registry.rules).toEqual([
    { index: 0, pattern: 'salesforce', org: 'FND', service: 'salesforce', priority: 100 },
  ]);
  expect(registry.defaults).toEqual({
    defaultServices: { FND: 'salesforce', AI: 'router' },
    minConfidence: 0.5,
    onUnknown: 'refuse',
  });
});

describe('F14: the prototype', () => {
  it.each([
    ['33 services', UPSTREAM_33, 33],
    ['39 services', UPSTREAM_39, 39],
  ])('%s load with warnings, not errors', (_, text, count) => {
    const { registry, findings: said } = loadRegistry(text, origin);
    expect(registry.orgs).toHaveLength(15);
    expect(services(registry)).toHaveLength(count);
    expect(said.length).toBeGreaterThan(0);
    expect(new Set(said.map(({ level }) => level))).toEqual(new Set(['warning']));
    for (const { at } of said) expect(at?.line).toBeGreaterThan(1);
  });

  it('references that dangle are said, and nothing in the registry dangles', () => {
    const registry = load(UPSTREAM_39);
    const said = findings(UPSTREAM_39).filter((line) => line.includes('dangling'));
    expect(said.map((line) => line.replace(/^\d+:\d+ /, ''))).toEqual([
      'warning dangling-service: CLD.worker is not a service',
      'warning dangling-service: CLD.worker is not a service: the rule goes to the default service of CLD',
    ]);
    const rule = registry.rules.find(({ pattern }) => pattern.startsWith('cloudflare'));
    expect(rule).toEqual({ index: 6, pattern: rule?.pattern, org: 'CLD', priority: 100 });
    const cloud = registry.orgs.find(({ code }) => code === 'CLD');
    expect(cloud?.defaultService).toBe('api_gateway');
  });

  it('F13: the fallback org, where the registry names one or wants one', () => {
    expect(load(UPSTREAM_39).defaults).toMatchObject({ fallbackOrg: 'AI', onUnknown: 'fallback' });
    const wanted = load(`${SEED}defaults: { on_unknown: fallback }\n`);
    expect(wanted.defaults).toMatchObject({ fallbackOrg: 'AI', onUnknown: 'fallback' });
    const refusing = load(`${SEED}defaults: { fallback_org: AI, on_unknown: refuse }\n`);
    expect(refusing.defaults).toMatchObject({ fallbackOrg: 'AI', onUnknown: 'refuse' });
  });

  it('F12: a default service of the org itself beats the list of defaults, and that the first of the file', () => {
    const text = UPSTREAM_33.replace('code: FND\n', 'code: FND\n    default_service: stripe\n');
    const of = (code: string): string | undefined =>
      load(text).orgs.find((org) => org.code === code)?.defaultService;
    expect([of('FND'), of('STU'), of('OS')]).toEqual(['stripe', 'assets', 'operator']);
  });
});

it('everything that may be said of a service', () => {
  const registry = load(`
version: 1
defaults:
  fallback_org: FND
  min_confidence: 0.7
  on_unknown: refuse
  timeout: { connect: 1s, try: 5s, total: 20s }
  retry: { attempts: 2, base: 100ms, cap: 1s }
  breaker: { failures: 3, open_for: 1m }
  rate_limit: { per_second: 100, burst: 200 }
orgs:
  FND:
    rate_limit: { per_second: 20, burst: 50 }
    services:
      crm:
        description: Customers
        examples: [find a customer, "who is Ada"]
        category: crm
        type: external
        endpoints: [{ url: "https://a.test/x", weight: 3 }, { url: "https://b.test/x" }]
        method: put
        headers: { X-Team: blue }
        health: { url: "https://a.test/h", status: [200, 204], body: ok, timeout: 500ms }
        fallback: FND.other
        auth: { type: header, header: X-Key, from: file:/run/key }
        timeout: 3s
        retry: 1
        breaker: false
        rate_limit: { per_second: 5 }
        follow: 2
        allow_hosts: [10.0.0.1]
        response_limit: 2MiB
      other: { endpoint: "http://h/", auth: { from: "env:TOKEN" }, idempotent: true }
      third: { endpoint: "http://h/", auth: { type: basic, user: u, from: "cmd:pass show x" } }
      fourth: { endpoint: "http://h/", auth: { type: hmac, from: "env:K" }, endpoints: ["http://i/"] }
rules:
  - { pattern: find, org: FND, service: crm, priority: 5 }
  - { org: FND, when: { source: webhook, event: "push", path: "/v1/*", method: post } }
`);
  const [crm, other, third, fourth] = services(registry);
  expect(registry.defaults).toEqual({
    fallbackOrg: 'FND',
    defaultServices: { FND: 'crm' },
    minConfidence: 0.7,
    onUnknown: 'refuse',
    rateLimit: { perSecond: 100, burst: 200 },
  });
  expect(registry.orgs[0]?.rateLimit).toEqual({ perSecond: 20, burst: 50 });
  expect(crm).toEqual({
    name: 'crm',
    org: 'FND',
    description: 'Customers',
    examples: ['find a customer', 'who is Ada'],
    category: 'crm',
    type: 'external',
    endpoints: [
      { url: 'https://a.test/x', weight: 3 },
      { url: 'https://b.test/x', weight: 1 },
    ],
    method: 'PUT',
    headers: { 'X-Team': 'blue' },
    health: { url: 'https://a.test/h', status: [200, 204], body: 'ok', timeout: 500 },
    fallback: 'FND.other',
    auth: { type: 'header', header: 'X-Key', secret: { from: 'file', path: '/run/key' } },
    idempotent: true,
    timeouts: { connect: 1000, try: 3000, total: 3000 },
    retry: { attempts: 1, base: 100, cap: 1000 },
    breaker: { failures: 0, openFor: 60_000 },
    rateLimit: { perSecond: 5, burst: 5 },
    follow: 2,
    allowHosts: ['10.0.0.1'],
    responseLimit: 2_097_152,
  });
  expect(other).toMatchObject({
    idempotent: true,
    auth: { type: 'bearer', secret: { from: 'env', name: 'TOKEN' } },
    timeouts: { connect: 1000, try: 5000, total: 20_000 },
    retry: { attempts: 2, base: 100, cap: 1000 },
    breaker: { failures: 3, openFor: 60_000 },
  });
  expect(third?.auth).toEqual({
    type: 'basic',
    user: 'u',
    secret: { from: 'cmd', command: 'pass show x' },
  });
  expect(fourth).toMatchObject({
    auth: { type: 'hmac', header: 'X-Signature-256' },
    endpoints: [{ url: 'http://h/' }, { url: 'http://i/' }],
  });
  expect(registry.rules[1]).toEqual({
    index: 1,
    pattern: '',
    org: 'FND',
    priority: 0,
    when: { source: 'webhook', event: 'push', path: '/v1/*', method: 'POST' },
  });
});

const OK = 'orgs: { A: { services: { b: { endpoint: "http://h/" } } } }\n';

it.each([
  // YAML itself
  [
    'a: [b\nc: d',
    [
      '2:1 error bad-yaml: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
  ],
  [
    'a: b\n---\nc: d\n',
    ['2:1 error bad-yaml: Source contains multiple documents; please use YAML.parseAllDocuments()'],
  ],
  ['', ['1:1 error no-orgs: it has no orgs, so nothing can be dispatched']],
  ['- a\n', ['1:1 error wrong-type: it is not a map with orgs, rules and defaults']],
  ['['.repeat(200), ['1:101 error too-deep: it is nested deeper than 100']],
  [`${OK}${'- '.repeat(150)}`, ['2:1 error too-deep: it is nested deeper than 100']],
  [
    Array.from({ length: 200 }, (_, at) => `${' '.repeat(at)}a:\n`).join(''),
    ['101:1 error too-deep: it is nested deeper than 100'],
  ],
  [
    `a: &a [${'x,'.repeat(60)}]\nb: &b [${'*a,'.repeat(60)}]\nc: &c [${'*b,'.repeat(60)}]\nd: [*c]\n${OK}`,
    ['2:8 error aliases: Excessive alias count indicates a resource exhaustion attack'],
  ],
  [
    `${OK}x: !!js/function "a"\n`,
    [
      '2:1 warning unknown-key: x is not a key that is known',
      '2:4 warning yaml: Unresolved tag: tag:yaml.org,2002:js/function',
    ],
  ],
  [
    `${OK}version: 1\nversion: 1\n`,
    ['3:1 warning duplicate-key: "version" is given twice; the last one counts'],
  ],
  // what it says
  [`version: 2\n${OK}`, ['1:10 error bad-version: this program reads version 1 of the registry']],
  ['orgs: 3', ['1:7 error wrong-type: orgs is not a map']],
  ['orgs: { A: { services: null } }', ['1:9 warning no-services: org A has no services']],
  ['orgs:\n  A: [1]\n', ['2:6 error wrong-type: orgs.A is not a map']],
  [
    'orgs: { "a.b": { services: {} } }',
    ['1:9 error bad-name: "a.b" cannot be the name of an org: no spaces, dots, colons or slashes'],
  ],
  [
    'orgs: { A: { services: { b: { endpiont: "http://h/" } } } }',
    [
      '1:26 warning no-endpoint: orgs.A.services.b has no endpoint: it cannot be called',
      '1:31 warning unknown-key: orgs.A.services.b.endpiont is not a key that is known',
    ],
  ],
  [
    'orgs: { A: { services: { b: { endpoint: nowhere } } } }',
    ['1:41 warning bad-url: orgs.A.services.b.endpoint is no URL: it cannot be called'],
  ],
  [
    'orgs: { A: { services: { b: { endpoint: "ftp://h/" } } } }',
    [
      '1:41 warning bad-scheme: orgs.A.services.b.endpoint is ftp, not http or https: it cannot be called',
    ],
  ],
  [
    'orgs: { A: { services: { b: { endpoint: "http://h/", timeout: 30 } } } }',
    [
      '1:63 error wrong-type: orgs.A.services.b.timeout is not a duration with its unit: 200ms, 2s, 1m',
    ],
  ],
  [
    'orgs: { A: { services: { b: { endpoint: "http://h/", headers: { "X Y": a } } } } }',
    ['1:72 error wrong-type: orgs.A.services.b.headers.X Y is not an HTTP header'],
  ],
  [
    'orgs: { A: { services: { b: { endpoint: "http://h/", method: GETT } } } }',
    [
      '1:62 error wrong-type: orgs.A.services.b.method is not GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
    ],
  ],
  [
    `${OK}rules: [{ pattern: "(", org: A }]`,
    ['2:20 error bad-pattern: rules[0].pattern is no regular expression: Unterminated group'],
  ],
  [
    `${OK}rules: [{ pattern: "", org: A }]`,
    [
      '2:9 warning empty-pattern: rules[0] has no pattern and no condition: it would match everything, and is not used',
    ],
  ],
  [
    `${OK}rules: [{ pattern: x }]`,
    ['2:9 warning dangling-org: rules[0] names no org: it is not used'],
  ],
  [
    `${OK}rules: [{ pattern: x, org: B }]`,
    ['2:28 warning dangling-org: B is not an org: the rule is not used'],
  ],
  [
    `${OK}rules: [{ pattern: x, org: A, service: c }]`,
    [
      '2:40 warning dangling-service: A.c is not a service: the rule goes to the default service of A',
    ],
  ],
  [`${OK}defaults: { fallback_org: Z }`, ['2:27 warning dangling-org: Z is not an org']],
  [
    `${OK}defaults: { default_services: { A: z, B: y } }`,
    [
      '2:36 warning dangling-service: A.z is not a service',
      '2:42 warning dangling-org: B is not an org',
    ],
  ],
  [
    'orgs: { A: { services: { b: { endpoint: "http://h/", fallback: A.c } } } }',
    ['1:64 warning dangling-service: the fallback A.c of A.b is neither a URL nor a service'],
  ],
])('%j', (text, wanted) => {
  expect(findings(text)).toEqual(wanted);
});

it.each([
  ['auth: { from: "s3cr3t-value" }', 'error secret-in-clear'],
  ['auth: "s3cr3t-value-that-is-long"', 'warning no-secret'],
  ['headers: { Authorization: "Bearer s3cr3t-value" }', 'warning secret-in-clear'],
  ['token: s3cr3t-value', 'warning secret-in-clear'],
  ['health: "http://u:s3cr3t-value@h/"', 'warning secret-in-clear'],
])('a secret in clear is said and never shown: %s', (part, wanted) => {
  const said = findings(`orgs: { A: { services: { b: { endpoint: "http://h/", ${part} } } } }`);
  expect(said.join('\n')).toContain(wanted);
  expect(said.join('\n')).not.toContain('s3cr3t');
});

it('an unknown key has a hint to the nearest', () => {
  const { findings: said } = readRegistry(`${OK}ruels: []`, origin);
  expect(said[0]?.hint).toBe('did you mean "rules"?');
});

it('an error is thrown with its place; at most ten are named', () => {
  expect(() => load('orgs: 3')).toThrow(
    expect.objectContaining({
      message: 'the registry is invalid: orgs is not a map (/r/routes/registry.yaml:1:7)',
      code: 'BAD_REGISTRY',
      exit: 78,
    }),
  );
  const many = `${OK}rules:\n${'  - { pattern: "(", org: A }\n'.repeat(30)}`;
  expect(() => load(many)).toThrow(
    expect.objectContaining({ details: expect.arrayContaining(['and 20 more']) as string[] }),
  );
});

it('what is no text, or too much of it', () => {
  const bad = (bytes: Uint8Array) => () => decodeRegistry(bytes, '/r.yaml');
  expect(bad(Uint8Array.of(0xff, 0xfe))).toThrow('it is not UTF-8 (/r.yaml:1:1)');
  expect(bad(Uint8Array.of(0x61, 0x0a, 0x62, 0xff))).toThrow('it is not UTF-8 (/r.yaml:2:2)');
  expect(bad(new Uint8Array(17 * 1024 * 1024))).toThrow('it is larger than');
});
