// The index finds exactly the rule that asking every one of them in turn would find.
import { beforeAll, expect, test } from 'vitest';
import { compiled } from '../cache/compile.ts';
import { openRoutes } from '../cache/routes.ts';
import { corpusOf } from '../classifier/corpus.ts';
import { generator } from '../classifier/svm.ts';
import { trainModel } from '../classifier/train-model.ts';
import { compileLinear } from '../linear.entry.ts';
import type { Rule } from '../registry/types.ts';
import type { ServiceRequest } from '../request/types.ts';
import { registryOf } from '../testing/registries.fixture.ts';
import { fits, saying, useLinear } from './pattern.ts';
import { readRules } from './read-rules.ts';
import { routerOf } from './router.ts';
import { unmet } from './when.ts';

beforeAll(() => useLinear(compileLinear));

const WORDS = [
  'sync',
  'syncs',
  'contact',
  'contacts',
  'lead',
  'ask',
  'task',
  'a',
  'ar',
  'search',
  '12',
];
const SHAPES = [
  (a: string) => a,
  (a: string, b: string) => `${a} ${b}`,
  (a: string, b: string) => `${a}|${b}`,
  (a: string, b: string) => `${a}.?${b}`,
  (a: string) => `${a}-\\d+`,
  (a: string) => `^${a}`,
  (a: string, b: string) => `(${a}|${b})s?$`,
  (a: string, b: string) => `${a}.*${b}.*`,
  () => '\\d{2}',
  (a: string) => `[${a}]x`,
];
const CONDITIONS: Rule['when'][] = [
  undefined,
  { source: 'text' },
  { event: 'push' },
  { event: 'issue.*' },
  { path: '/v1/*' },
];

interface Draw {
  pick: <T>(from: readonly T[]) => T;
  below: (limit: number) => number;
}

function drawer(seed: number): Draw {
  const random = generator(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  return { below, pick: (from) => from[below(from.length)]! };
}

function drawRules({ pick, below }: Draw) {
  return Array.from({ length: 1 + below(40) }, () => {
    const when = pick(CONDITIONS);
    return {
      pattern: below(12) === 0 ? '' : pick(SHAPES)(pick(WORDS), pick(WORDS)),
      org: 'ORG',
      service: `service${below(6)}`,
      priority: below(3),
      ...(when ? { when } : {}),
    };
  });
}

function drawRequest({ pick, below }: Draw): ServiceRequest {
  const text = Array.from({ length: below(6) }, () => pick(WORDS)).join(pick([' ', '-', '']));
  return pick<ServiceRequest>([
    { source: 'text', text },
    { source: 'webhook', event: pick(['push', 'issue.opened', 'other']), payload: text },
    { source: 'api', method: 'POST', path: pick(['/v1/x', '/y']), headers: {}, text },
  ]);
}

const textOf = (request: ServiceRequest): string => {
  if (request.source !== 'webhook') return request.text ?? '';
  const words = [request.event.replace(/[._:/-]+/g, ' '), request.payload as string];
  return words.filter(Boolean).join(' ');
};

const services = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`service${i}`, {}]));
/** Rules teach the classifier nothing: one model is that of every registry here. */
const model = trainModel(corpusOf(registryOf({ orgs: { ORG: { services } } })));

test.each(Array.from({ length: 60 }, (_, seed) => seed))('registry %i', (seed) => {
  const draw = drawer(seed + 1);
  const registry = registryOf({ orgs: { ORG: { services } }, rules: drawRules(draw) });
  const router = routerOf(openRoutes(compiled(registry, model), registry.source));
  const inOrder = readRules(registry.rules);
  for (let i = 0; i < 25; i += 1) {
    const request = drawRequest(draw);
    const said = saying(textOf(request));
    const wanted = inOrder.find(
      ({ pattern, rule }) => fits(pattern, said) && unmet(rule.when, request) === undefined,
    );
    const { decidedBy, service } = router(request);
    const found = decidedBy === 'rule' ? service?.name : undefined;
    expect({ request, found }).toEqual({ request, found: wanted?.rule.service });
  }
});
