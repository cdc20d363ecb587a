import { expect, it } from 'vitest';
import { overloadsOf, SCENARIOS, scenarioOf } from './scenarios.ts';
import { byFigures, byMatrix, triggersOf } from './verdict.ts';

it('R23 four scenarios, of 10 to 10,000 families', () => {
  expect(SCENARIOS.map(({ families, overloads }) => [families, ...overloads])).toEqual([
    [10, 3, 5],
    [100, 5, 10],
    [1000, 10, 20],
    [10_000, 20, 50],
  ]);
  expect(SCENARIOS.map(overloadsOf)).toEqual([39, 746, 14_995, 349_883]);
  expect(scenarioOf(11).overloads).toEqual([5, 10]);
  expect(scenarioOf(50_000).overloads).toEqual([20, 50]);
});

it.each([
  [99, 'JSON'],
  [100, 'JSON, CBOR for those who ask for it'],
  [1000, 'JSON, CBOR for those who ask for it'],
  [1001, 'CBOR'],
])('R29 %i families: %s', (families, form) => {
  expect(byMatrix(families)).toBe(form);
});

const spread = { p50: 1, p95: 1, max: 1 };
const figures = {
  cold_start: 1,
  first: spread,
  query: { per_second: 5000, ms: spread },
  trace: { per_second: 5000, ms: spread },
  bulk_1000: 1,
  network: { serialization: spread, transmission: spread },
  parse: spread,
  bytes: { mean: 2000, largest: 4000, whole_map: 20_000 },
};
const MB = 1024 * 1024;
const reached = (changed: Partial<typeof figures>): string[] =>
  triggersOf({ ...figures, ...changed }, MB).flatMap(({ trigger, reached: is }) =>
    is ? trigger : [],
  );

it('R26 each trigger alone', () => {
  expect(reached({})).toEqual([]);
  expect(reached({ bytes: { ...figures.bytes, largest: MB + 1 } })).toEqual(['largest answer']);
  expect(reached({ bytes: { ...figures.bytes, mean: 11_000 } })).toEqual([
    'traffic of 1000 queries in a minute',
  ]);
  expect(reached({ parse: { ...spread, p50: 11 } })).toEqual(['reading an answer']);
  expect(reached({ query: { per_second: 99, ms: spread } })).toEqual(['a query']);
});

it('CBOR is not advised where it takes longer', () => {
  const slow = { ...figures, query: { per_second: 1, ms: { ...spread, p50: 2 } } };
  const result = {
    scenario: 's',
    families: 1,
    overloads: 1,
    start: 1,
    stringref_mean: 1,
    peak_memory: 1,
    formats: { json: figures, cbor: slow },
  };
  const large = triggersOf({ ...figures, bytes: { ...figures.bytes, largest: 2 * MB } }, MB);
  expect(byFigures(result, large)).toMatch(/^JSON: CBOR takes longer/);
  expect(byFigures({ ...result, formats: { json: slow, cbor: figures } }, large)).toBe(
    'CBOR: largest answer',
  );
  expect(byFigures(result, triggersOf(figures, MB))).toBe('JSON: no trigger is reached');
});
