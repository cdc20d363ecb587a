// map check: what is ambiguous is found with a call that is; what a third overload covers is not reported.
import { expect, it } from 'vitest';
import { checkMap } from '../commands/check.ts';
import { DispatchMap } from '../model/dispatch-map.ts';
import { fromDocument } from '../sources/document.ts';
import { resolveCall } from './resolve.ts';

const mapOf = (types: Record<string, string[]>, overloads: string[]): DispatchMap =>
  new DispatchMap(
    fromDocument({
      types: Object.entries(types).map(([name, parents]) => ({ name, extends: parents })),
      overloads: overloads.map((signature) => ({ signature })),
    }),
  );

const AB = { A: [], B: [], AB: ['A', 'B'] };

it.each([
  ['a common subtype', AB, ['f(A)', 'f(B)'], ['f(AB)']],
  ['covered by a third', AB, ['f(A)', 'f(B)', 'f(AB)'], []],
  ['none in common', { A: [], B: [] }, ['f(A)', 'f(B)'], []],
  ['crossed positions', { A: [], B: ['A'] }, ['f(A, B)', 'f(B, A)'], ['f(B, B)']],
  ['identical', {}, ['f(i32)', 'f(i32)'], ['f(i32)']],
  ['two arities', AB, ['f(A)', 'f(B, B)'], []],
])('%s', (...[, types, overloads, calls]) => {
  expect(checkMap(mapOf(types, overloads)).ambiguities.map(({ call }) => call)).toEqual(calls);
});

it('a thousand identical overloads are one ambiguity', () => {
  const map = mapOf(
    {},
    Array.from({ length: 1000 }, () => 'f(i32)'),
  );
  const { ambiguities } = checkMap(map);
  expect(ambiguities).toHaveLength(1);
  expect(ambiguities[0]?.candidates).toHaveLength(1000);
});

it('every reported call is ambiguous', () => {
  const map = mapOf({ A: [], B: [], C: ['A', 'B'], D: ['A', 'B'], E: ['C', 'D'] }, [
    'f(A, B)',
    'f(B, A)',
    'f(C, C)',
    'f(D, A)',
  ]);
  const { ambiguities } = checkMap(map);
  expect(ambiguities.length).toBeGreaterThan(0);
  for (const { symbol, args } of ambiguities) {
    expect(resolveCall(map, { symbol, args }).decision.status).toBe('ambiguous');
  }
});
