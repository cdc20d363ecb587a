// The requests that dispatchers of such registries are known to send astray.
import { beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../cache/compile.ts';
import { openRoutes } from '../cache/routes.ts';
import {
  COMPANY,
  COMPANY_WITH_RULES,
  FIRST,
  registryOf,
  type Sketch,
  WITH_CLOUD,
} from '../testing/registries.fixture.ts';
import { routerOf } from './router.ts';
import type { RouteDecision, Router } from './types.ts';

const routerFor = (sketch: Sketch): Router => {
  const registry = registryOf(sketch);
  return routerOf(openRoutes(compile(registry), registry.source));
};

const goal = ({ service }: RouteDecision): string =>
  service ? `${service.org}.${service.name}` : 'refused';

describe('the first example', () => {
  let router: Router;
  beforeAll(() => {
    router = routerFor(FIRST);
  });

  test('salesforce contacts are the business of its service, of the category and org that were promised', () => {
    const decision = router({ source: 'text', text: 'sync salesforce contacts' });
    expect(goal(decision)).toBe('FND.salesforce');
    expect(decision.category).toBe('crm');
    expect(decision.confidence).toBeGreaterThanOrEqual(0.95);
    expect(decision.decidedBy).toBe('rule');
  });

  test.each([
    ['what is 2+2', 'AI.router'],
    ['refund a stripe payment', 'FND.stripe'],
    ['xyzzy', 'refused'],
    ['', 'refused'],
    ['build the task profile', 'refused'],
    ['upload quarterly numbers to google drive', 'refused'],
  ])('1.2-queries: %j → %s', (text, expected) => {
    expect(goal(router({ source: 'text', text }))).toBe(expected);
  });
});

test('with an org for the cloud, a worker is deployed there', () => {
  const decision = routerFor(WITH_CLOUD)({
    source: 'text',
    text: 'deploy my cloudflare worker',
  });
  expect(goal(decision)).toBe('CLD.worker');
  expect(decision.category).toBe('infrastructure');
});

describe.each([
  ['names and descriptions alone', COMPANY],
  ['rules too', COMPANY_WITH_RULES],
])('a whole company, by %s', (_, sketch) => {
  let router: Router;
  beforeAll(() => {
    router = routerFor(sketch);
  });

  test.each([
    ['sync salesforce contacts', 'FND.salesforce'],
    ['deploy my cloudflare worker', 'CLD.worker'],
    ['what is 2+2', 'AI.router'],
    ['refund a stripe payment', 'FND.stripe'],
    ['sync contacts', 'FND.crm'],
    ['invoices overdue', 'FND.crm'],
    ['cancel my subscriptions', 'FND.crm'],
    ['upload quarterly numbers to google drive', 'ARC.gdrive'],
    ['build the task profile', 'refused'],
    ['xyzzy', 'refused'],
    ['', 'refused'],
  ])('1.2-queries: %j → %s', (text, expected) => {
    expect(goal(router({ source: 'text', text }))).toBe(expected);
  });

  test('1.2-refused: a webhook that says nothing of a service', () => {
    expect(goal(router({ source: 'webhook', event: 'push' }))).toBe('refused');
  });

  test('1.2-ignorance: what is not known is less sure than what is', () => {
    const { confidence } = router({ source: 'text', text: 'xyzzy' });
    expect(confidence).toBeLessThan(router({ source: 'text', text: 'what is 2+2' }).confidence);
  });
});

test.each(['search the archive', 'the latest news', 'build the task profile', 'show me'])(
  '1.2-inside: a short pattern does not match inside the words of %j',
  (text) => {
    const { decidedBy } = routerFor(COMPANY_WITH_RULES)({ source: 'text', text });
    expect(decidedBy).not.toBe('rule');
  },
);
