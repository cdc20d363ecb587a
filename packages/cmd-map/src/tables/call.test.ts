// How calls to tables are written, and that what is printed can be asked.
import { describe, expect, it } from 'vitest';
import type { Table } from '@rhachet/kit';
import { readTableCall, tableCallText, toTableCall } from './call.ts';

const table: Table = {
  module: 'rhachet.skills',
  summary: '',
  parameters: ['repo', 'role'].map((name) => ({ name, help: '' })),
  entries: () => [],
  decide: () => ({ call: '', status: 'no_match', candidates: [] }),
};

const read = (text: string): unknown => toTableCall(table, readTableCall(text));

describe('a call', () => {
  it.each([
    ['hello', { symbol: 'hello', args: {} }],
    [' hello ( ) ', { symbol: 'hello', args: {} }],
    ['git/set-up.2(role=any)', { symbol: 'git/set-up.2', args: { role: 'any' } }],
    ['hello(role = any , repo=.this)', { symbol: 'hello', args: { role: 'any', repo: '.this' } }],
    ['sync the contacts', { symbol: 'sync the contacts', args: {} }],
    ['"a (b)"(repo="x, \\"y\\"")', { symbol: 'a (b)', args: { repo: 'x, "y"' } }],
  ])('%s', (text, call) => {
    expect(read(text)).toEqual(call);
  });

  it.each([
    ['', 'is not a call'],
    ['(role=any)', 'is not a call'],
    ['sync (all) contacts', 'is not a call'],
    ['hello(role=any', 'is not a call'],
    ['hello(i32)', 'is no argument of rhachet.skills: it takes repo=…, role=…'],
    ['hello(role=)', 'is no argument'],
    ['hello(rol=any)', 'has no parameter rol; it has repo, role'],
    ['hello(__proto__=any)', 'is no argument'],
    ['hello(role=a, role=b)', 'given twice'],
    ['"\\x"(role=a)', 'is not quoted well'],
  ])('%j is refused: %s', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it.each(['hello', 'a b', ' a', 'a, b', 'a(b)', '"', '\\', 'é[1]{2}<3>', 'a=b', '', '\n', '->'])(
    'what is printed of %j is read as it was',
    (odd) => {
      const call = { symbol: odd === '' ? 'x' : odd, args: { repo: odd, role: odd } };
      expect(read(tableCallText(call))).toEqual(call);
    },
  );
});
