// The requests that dispatchers of such registries are known to send astray.
import { beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../cache/compile.ts';
import { openRoutes } from '../cache/routes.ts';
import { FIRST, registryOf, type Sketch, WITH_CLOUD } from '../testing/registries.fixture.ts';
import { routerOf } from './router.ts';
import type { RouteDecision, Router } from './types.ts';

const routerFor = async (sketch: Sketch): Promise<Router> => {
  const registry = registryOf(sketch);
  return routerOf(await openRoutes(compile(registry), registry.source));
};

const goal = ({ service }: RouteDecision): string =>
  service ? `${service.org}.${service.name}` : 'refused';

describe('the first example', () => {
  let router: Router;
  beforeAll(async () => {
    router = await routerFor(FIRST);
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
  ])('%j → %s', (text, expected) => {
    expect(goal(router({ source: 'text', text }))).toBe(expected);
  });
});

test('with an org for the cloud, a worker is deployed there', async () => {
  const decision = (await routerFor(WITH_CLOUD))({
    source: 'text',
    text: 'deploy my cloudflare worker',
  });
  expect(goal(decision)).toBe('CLD.worker');
  expect(decision.category).toBe('infrastructure');
});
