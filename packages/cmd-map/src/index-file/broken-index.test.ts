// An index that was cut or changed is answered from, or is an error that says what to do: never a fault of ours.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isFailure } from '@rhachet/kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomFrom } from '../../test/judge.ts';
import { DispatchMap } from '../model/dispatch-map.ts';
import { whatIf } from '../resolve/answers.ts';
import { query } from '../resolve/query.ts';
import { buildIndex } from './build.ts';
import { INDEX_NAME, mapOfIndex } from './index-dir.ts';

let dir: string;
let whole: Buffer;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'rhachet-map-'));
  mkdirSync(join(dir, 'deep'));
  for (const name of ['a.jan', 'deep/b.jan']) {
    const path = join(dir, name);
    writeFileSync(
      path,
      'struct A;\nstruct B extends A;\npub func f(x: A) {}\npub func f(x: B) {}\n',
    );
    utimesSync(path, 1e9, 1e9);
  }
  buildIndex(dir);
  whole = readFileSync(join(dir, INDEX_NAME));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What asking comes to: `ok`, or the code of the error. */
function outcome(bytes: Buffer): string {
  writeFileSync(join(dir, INDEX_NAME), bytes);
  try {
    const map = new DispatchMap(mapOfIndex(dir, dir));
    query(map, { symbol: 'f' });
    whatIf(map, { call: { symbol: 'f', args: ['B'] } });
    return 'ok';
  } catch (error) {
    if (isFailure(error)) return error.code;
    throw error;
  }
}

it('whole, it answers', () => {
  expect(outcome(whole)).toBe('ok');
});

it('cut anywhere', () => {
  for (let length = 0; length < whole.length; length += 7)
    expect(['BAD_INDEX', 'ok']).toContain(outcome(whole.subarray(0, length)));
  expect(outcome(whole.subarray(0, 100))).toBe('BAD_INDEX');
});

it('with bytes changed', () => {
  const seed = Number(process.env.RHACHET_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
  const random = randomFrom(seed);
  for (let times = 0; times < 500; times++) {
    const bytes = Buffer.from(whole);
    for (let change = 0; change <= random(3); change++) bytes[random(bytes.length)] = random(256);
    const where = `RHACHET_TEST_SEED=${seed}, change ${times}`;
    expect(['BAD_INDEX', 'ok', 'UNKNOWN_SYMBOL'], where).toContain(outcome(bytes));
  }
});

it('is built again from the files', () => {
  for (const length of [10, 60, whole.length - 20]) {
    writeFileSync(join(dir, INDEX_NAME), whole.subarray(0, length));
    expect(buildIndex(dir).built).toMatchObject({ files: 2, parsed: 2, overloads: 4 });
    expect(outcome(readFileSync(join(dir, INDEX_NAME)))).toBe('ok');
  }
});
