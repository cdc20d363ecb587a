// Each step of a decision, in their order.
import { describe, expect, test } from 'vitest';
import { compile } from '../cache/compile.ts';
import { openRoutes } from '../cache/routes.ts';
import type { ServiceRequest } from '../request/types.ts';
import { COMPANY, FIRST, registryOf, type Sketch } from '../testing/registries.fixture.ts';
import { routerOf } from './router.ts';
import type { RouteDecision, Router } from './types.ts';

const routerFor = (sketch: Sketch): Router => {
  const registry = registryOf(sketch);
  return routerOf(openRoutes(compile(registry), registry.source));
};

const goal = ({ service }: RouteDecision): string | undefined =>
  service && `${service.org}.${service.name}`;

const text = (words: string): ServiceRequest => ({ source: 'text', text: words });
const company = routerFor(COMPANY);

describe('a named target', () => {
  test.each([
    [{ org: 'FND', service: 'salesforce' }, 'FND.salesforce'],
    [{ org: 'fnd', service: 'SalesForce' }, 'FND.salesforce'],
    [{ org: 'AI' }, 'AI.router'],
  ])('%j → %s', (target, expected) => {
    const decision = company(text('deploy a worker'), target);
    expect(goal(decision)).toBe(expected);
    expect(decision).toMatchObject({ decidedBy: 'explicit', confidence: 1 });
  });

  test.each([
    [{ org: 'FMD', service: 'salesforce' }, 'there is no org FMD', 'FND'],
    [{ org: 'FND', service: 'salesfroce' }, 'there is no service FND.salesfroce', 'FND.salesforce'],
    [{ org: 'FND', service: 'gdrive' }, 'there is no service FND.gdrive', 'ARC.gdrive'],
  ])('%j: %s', (target, message, near) => {
    const { decision, service } = company(text(''), target);
    expect(service).toBeUndefined();
    expect(decision.error).toMatchObject({ code: 'E0020', message });
    expect(decision.error?.suggestion).toContain(near);
  });

  test('two that differ only in case are told apart by it, and without it are an error that names both', () => {
    const twins = routerFor({ orgs: { A: { services: { sync: {}, Sync: {} } } } });
    expect(goal(twins(text(''), { org: 'a', service: 'Sync' }))).toBe('A.Sync');
    const { decision } = twins(text(''), { org: 'a', service: 'SYNC' });
    expect(decision.error?.code).toBe('E0021');
    expect(decision.error?.message).toContain('A.sync and A.Sync');
  });
});

describe('mentions', () => {
  const rules = [{ pattern: 'sensor', org: 'HW', service: 'sensors', priority: 999 }];
  const router = routerFor({ ...COMPANY, rules });

  test.each([
    ['@FND.stripe read the sensor', 'FND.stripe'],
    ['ask @salesforce about sensors', 'FND.salesforce'],
    ['@ai: what is a sensor', 'AI.router'],
    ['mail bob@stripe.example about the sensor', 'HW.sensors'],
    ['@nobody reads the sensor', 'HW.sensors'],
  ])('%j → %s', (words, expected) => {
    expect(goal(router(text(words)))).toBe(expected);
  });

  test('two of them that differ are an error that names both', () => {
    const { decision, service } = router(text('@FND.stripe and @AI.router'));
    expect(service).toBeUndefined();
    expect(decision.error).toMatchObject({
      code: 'E0021',
      message: 'FND.stripe and AI.router fit equally well',
    });
  });

  test('one that is said twice is one', () => {
    expect(goal(router(text('@stripe, I mean @FND.stripe')))).toBe('FND.stripe');
  });
});

describe('rules', () => {
  const orgs = { A: { services: { one: {}, two: {}, three: {} } } };
  const to = (service: string) => ({ org: 'A', service });

  test('1.3-rule-service: the higher priority', () => {
    const rules = [
      { pattern: 'long phrase', ...to('one') },
      { pattern: 'long', priority: 5, ...to('two') },
    ];
    expect(goal(routerFor({ orgs, rules })(text('a long phrase')))).toBe('A.two');
  });

  test('then the more specific', () => {
    const rules = [
      { pattern: 'long', ...to('one') },
      { pattern: 'long phrase', ...to('two') },
    ];
    expect(goal(routerFor({ orgs, rules })(text('a long phrase')))).toBe('A.two');
    const narrow = [
      { pattern: 'long', ...to('one') },
      { pattern: 'long', when: { source: 'text' as const }, ...to('two') },
    ];
    expect(goal(routerFor({ orgs, rules: narrow })(text('a long phrase')))).toBe('A.two');
  });

  test('then the earlier', () => {
    const rules = [
      { pattern: 'abc', ...to('three') },
      { pattern: 'xyz', ...to('one') },
    ];
    expect(goal(routerFor({ orgs, rules })(text('xyz abc')))).toBe('A.three');
  });

  test('1.3-default: a rule without a service is its org; a mention in a pattern has the priority of a mention', () => {
    const rules = [
      { pattern: 'word', org: 'A', priority: 900 },
      { pattern: '@helper', ...to('three') },
    ];
    const router = routerFor({ orgs, rules });
    expect(goal(router(text('a word')))).toBe('A.one');
    expect(goal(router(text('a word to @helper')))).toBe('A.three');
  });

  test('explain names the others that fit, and why they do not decide', () => {
    const rules = [
      { pattern: 'long', ...to('one') },
      { pattern: 'phrase', priority: 2, ...to('two') },
    ];
    const { decision, scored } = routerFor({ orgs, rules })(text('long phrase'), undefined, {
      explain: true,
    });
    expect(decision.candidates).toEqual([
      expect.objectContaining({
        signature: 'A.two',
        status: 'accepted',
        location: 'rule 1: "phrase"',
      }),
      expect.objectContaining({
        signature: 'A.one',
        status: 'rejected',
        reason: 'A.two is more specific: priority 2 over 0',
      }),
    ]);
    expect(scored).toHaveLength(3);
  });
});

describe('the form of a request', () => {
  const sketch: Sketch = {
    orgs: {
      FND: { services: { salesforce: {}, stripe: { endpoint: 'http://127.0.0.1:9/billing/v2' } } },
      AI: { services: { router: {}, stripe: {} } },
    },
  };
  const router = routerFor(sketch);
  const api = (path: string): ServiceRequest => ({
    source: 'api',
    method: 'POST',
    path,
    headers: {},
  });

  test.each([
    [api('/v1/salesforce/contacts?limit=5'), 'FND.salesforce'],
    [api('/billing/v2/refunds'), 'FND.stripe'],
    [api('/ai/stripe'), 'AI.stripe'],
    [
      { source: 'webhook', event: 'contact.updated', from: 'salesforce' } as const,
      'FND.salesforce',
    ],
    [{ source: 'webhook', event: 'router.restarted' } as const, 'AI.router'],
  ])('%j → %s', (request, expected) => {
    const decision = router(request);
    expect(goal(decision)).toBe(expected);
    expect(decision.decidedBy).toBe('structure');
  });

  test('a rule goes before it', () => {
    const rules = [{ pattern: '', org: 'AI', service: 'router', when: { event: 'contact.*' } }];
    const decision = routerFor({ ...sketch, rules })({
      source: 'webhook',
      event: 'contact.updated',
      from: 'salesforce',
    });
    expect(goal(decision)).toBe('AI.router');
  });

  test('a name that two services bear says nothing', () => {
    const { decidedBy, steps } = router({ source: 'webhook', event: 'x', from: 'stripe' });
    expect(decidedBy).not.toBe('structure');
    expect(steps.find(({ step }) => step === 'structure')?.said).toContain('fit equally well');
  });
});

describe('the words of a request', () => {
  test('of an API call and of a webhook are read too', () => {
    const body = { query: 'restore the backup from friday' };
    expect(goal(company({ source: 'api', method: 'POST', path: '/', headers: {}, body }))).toBe(
      'ARC.backup',
    );
    const payload = { note: { text: 'restore the backup' } };
    expect(goal(company({ source: 'webhook', event: 'x', payload }))).toBe('ARC.backup');
  });

  test('explain says what decided', () => {
    const decision = company(text('restore the backup'), undefined, { explain: true });
    expect(decision.features[0]).toBe('backup');
    expect(decision.scored[0]).toMatchObject({ org: 'ARC', service: 'backup' });
    expect(decision.scored).toHaveLength(5);
    expect(decision.steps.map(({ step }) => step)).toEqual(['rule', 'classifier']);
  });

  test('what nothing is known of is never sure, and falls back only where the registry says so', () => {
    const refused = company(text('xyzzy'));
    expect(refused.service).toBeUndefined();
    expect(refused.decision.error?.code).toBe('E0020');
    const fallen = routerFor({ ...FIRST, fallbackOrg: 'AI' })(text('xyzzy'));
    expect(goal(fallen)).toBe('AI.router');
    expect(fallen.decidedBy).toBe('fallback');
    expect(fallen.confidence).toBeLessThan(0.5);
  });

  test.each(['', '   ', '?!', '🎯'])('%j is refused even with a fallback', (words) => {
    expect(routerFor({ ...FIRST, fallbackOrg: 'AI' })(text(words)).service).toBeUndefined();
  });

  test('no confidence is above what a registry without examples can justify', () => {
    for (const words of ['what is', 'customer', 'deploy worker', 'salesforce', 'figma figma figma'])
      expect(company(text(words)).confidence).toBeLessThan(0.99);
  });
});

test('the same request on the same registry has the same answer', () => {
  const again = routerFor(COMPANY);
  for (const words of ['sync contacts', 'what is 2+2', 'draw a logo', 'xyzzy'])
    expect(again(text(words), undefined, { explain: true })).toEqual(
      company(text(words), undefined, { explain: true }),
    );
});

test.each([
  { orgs: {} },
  { orgs: { A: { services: {} } } },
  { orgs: { A: { services: { only: {} } } } },
])('a registry of nearly nothing: %j', (sketch) => {
  const router = routerFor(sketch);
  expect(router(text('anything at all')).service).toBeUndefined();
  expect(router(text(''), { org: 'B' }).decision.error?.code).toBe('E0020');
});
