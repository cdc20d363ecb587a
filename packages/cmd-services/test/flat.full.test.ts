// 10,000 rules and 10,000 services cost a decision about what 100 cost it.
import { expect, test } from 'vitest';
import { compiled } from '../src/cache/compile.ts';
import { openRoutes } from '../src/cache/routes.ts';
import { corpusOf } from '../src/classifier/corpus.ts';
import { trainModel } from '../src/classifier/train-model.ts';
import { registryOf, type Sketch } from '../src/testing/registries.fixture.ts';
import { routerOf } from '../src/decision/router.ts';
import type { Router } from '../src/decision/types.ts';

const SUBJECTS = [
  'sync',
  'refund',
  'deploy',
  'archive',
  'translate',
  'invoice',
  'sensor',
  'avatar',
  'ballot',
  'logo',
];
const subject = (i: number): string => SUBJECTS[i % SUBJECTS.length]!;

function large(count: number): Sketch {
  const orgs: Sketch['orgs'] = {};
  for (let i = 0; i < count; i += 1) {
    const org = (orgs[`ORG${Math.floor(i / 20)}`] ??= { services: {} });
    org.services[`${subject(i)}-${subject(Math.floor(i / 10))}-${i}`] = {};
  }
  const rules = Object.entries(orgs).flatMap(([org, { services }]) =>
    Object.keys(services).map((service, i) => {
      const number = service.replace(/\D+/, '');
      const pattern = i % 2 === 0 ? `case ${number}` : `case-${number}\\b`;
      return { pattern, org, service, priority: i };
    }),
  );
  return { orgs, rules };
}

const routerFor = (count: number): Router => {
  const registry = registryOf(large(count));
  const model = trainModel(corpusOf(registry));
  return routerOf(openRoutes(compiled(registry, model), registry.source));
};

const QUERIES = [
  'please take case 42 now',
  'what about case-57 then',
  'sync number 17',
  'hello there',
  'archive 93',
];
const ROUNDS = 600;

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

function timed(router: Router): number {
  const started = performance.now();
  for (const text of QUERIES) router({ source: 'text', text });
  return performance.now() - started;
}

test('the median decision of 10,000 is within 3 x of that of 100', () => {
  const few = routerFor(100);
  const many = routerFor(10_000);
  const goals = (router: Router) =>
    QUERIES.slice(0, 2).map((text) =>
      router({ source: 'text', text }).service?.name.replace(/\D+/, ''),
    );
  expect(goals(few)).toEqual(['42', '57']);
  expect(goals(many)).toEqual(['42', '57']);
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    times[0].push(timed(few));
    times[1].push(timed(many));
  }
  const [hundred, thousands] = times.map((each) => median(each.slice(ROUNDS / 3)) / QUERIES.length);
  const ratio = thousands! / hundred!;
  console.log(
    `one decision: ${hundred!.toFixed(3)} ms of 100, ${thousands!.toFixed(3)} ms of 10,000: ${ratio.toFixed(2)} x`,
  );
  expect(ratio).toBeLessThan(3);
});
