// How long a decision takes among 100 services and rules and among 10,000, in one process: as JSON.
import { compiled } from '../src/cache/compile.ts';
import { openRoutes } from '../src/cache/routes.ts';
import { corpusOf } from '../src/classifier/corpus.ts';
import { trainModel } from '../src/classifier/train-model.ts';
import { routerOf } from '../src/decision/router.ts';
import type { Router } from '../src/decision/types.ts';
import { registryOf, type Sketch } from '../src/testing/registries.fixture.ts';

const SUBJECTS = 'sync refund deploy archive translate invoice sensor avatar ballot logo'.split(
  ' ',
);
const subject = (i: number): string => SUBJECTS[i % SUBJECTS.length] ?? '';

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

function routerFor(count: number): Router {
  const registry = registryOf(large(count));
  const model = trainModel(corpusOf(registry));
  return routerOf(openRoutes(compiled(registry, model), registry.source));
}

/** Two that rules decide, and three for the classifier. */
const QUERIES = [
  'please take case 42 now',
  'what about case-57 then',
  'sync number 17',
  'hello there',
  'archive 93',
];
const WARM_UP = 300;
const ROUNDS = 900;

function timed(router: Router): number {
  const started = performance.now();
  for (const text of QUERIES) router({ source: 'text', text });
  return (performance.now() - started) / QUERIES.length;
}

/** A quarter of the rounds were quicker: what other programs do to a round only makes it longer. */
const quarter = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 2] ?? 0;

const few = routerFor(100);
const started = performance.now();
const many = routerFor(10_000);
const compileSeconds = (performance.now() - started) / 1000;
const times: { few: number; many: number }[] = [];
for (let round = 0; round < WARM_UP + ROUNDS; round += 1)
  times.push({ few: timed(few), many: timed(many) });
const counted = times.slice(WARM_UP);
const goals = [few, many].map((router) =>
  QUERIES.slice(0, 2).map((text) => router({ source: 'text', text }).service?.name),
);
console.log(
  JSON.stringify({
    few: quarter(counted.map((round) => round.few)),
    many: quarter(counted.map((round) => round.many)),
    compileSeconds,
    goals,
  }),
);
