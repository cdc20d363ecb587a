// The index of a directory says what its files say, reads again only what changed, and never lies about a change.
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildIndex as build } from './build.ts';
import { DispatchMap } from '../model/dispatch-map.ts';
import { query } from '../resolve/query.ts';
import { gather } from '../sources/gather.ts';
import { findIndexDir, INDEX_NAME, mapOfIndex } from './index-dir.ts';

const buildIndex = (root: string) => build(root).built;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rhachet-map-'));
  write(
    'std/math.jan',
    'import "./deep/more.jan" as m\nexport func add(x: i32) -> i32 {}\nstruct A;\n',
  );
  write(
    'std/deep/more.jan',
    'module std.more;\npub func add(x: f64) -> f64 {.dispatch: dynamic.} {}\npub func sub[T: A](x: T) {}\n',
  );
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(join(dir, path, '..'), { recursive: true });
  writeFileSync(join(dir, path), text);
  age(path);
}

/** What has just been written is read again: a second change could bear the same time. */
function age(path: string, seconds = 10): void {
  const then = new Date(Date.now() - seconds * 1000);
  utimesSync(join(dir, path), then, then);
}

const family = (symbol: string, from = dir, module?: string): string[] =>
  query(new DispatchMap(mapOfIndex(dir, from)), {
    symbol,
    ...(module ? { module } : {}),
  }).family.map((one) => `${one.signature} ${one.location ?? ''}`);

it('answers as the files would', () => {
  buildIndex(dir);
  const direct = new DispatchMap(gather([dir], dir));
  const indexed = new DispatchMap(mapOfIndex(dir, dir));
  expect([...indexed.names()].sort()).toEqual([...direct.names()].sort());
  for (const name of direct.names())
    expect(indexed.overloads(name)).toEqual(direct.overloads(name));
});

it('imports of a path are the module of that file', () => {
  buildIndex(dir);
  expect(family('add', dir, 'std.math')).toEqual([
    'add(f64) -> f64 std/deep/more.jan:2',
    'add(i32) -> i32 std/math.jan:2',
  ]);
});

it('is found from below, and shows paths from there', () => {
  buildIndex(dir);
  expect(findIndexDir(join(dir, 'std/deep'))).toBe(dir);
  expect(family('sub', join(dir, 'std'))).toEqual(['sub[T: A](T) -> void deep/more.jan:3']);
});

it('reads only what changed', () => {
  expect(buildIndex(dir)).toMatchObject({
    files: 2,
    parsed: 2,
    overloads: 3,
    families: 2,
    types: 1,
  });
  expect(buildIndex(dir)).toMatchObject({ files: 2, parsed: 0, overloads: 3 });
  appendFileSync(join(dir, 'std/math.jan'), 'func mul(x: i32) {}\n');
  expect(buildIndex(dir)).toMatchObject({ files: 2, parsed: 1, overloads: 4, families: 3 });
});

it('two changes at one time are both seen', () => {
  writeFileSync(join(dir, 'std/math.jan'), 'export func add(x: i8) {}\n');
  buildIndex(dir);
  const { atime, mtime } = statSync(join(dir, 'std/math.jan'));
  writeFileSync(join(dir, 'std/math.jan'), 'export func add(x: u8) {}\n');
  utimesSync(join(dir, 'std/math.jan'), atime, mtime);
  expect(family('add')[1]).toBe('add(u8) -> void std/math.jan:1');
});

it('a change, a new file and a removed one are seen before the index is built again', () => {
  buildIndex(dir);
  write('std/new.jan', 'pub func add(x: bool) {}');
  expect(family('add')).toHaveLength(3);
  rmSync(join(dir, 'std/deep'), { recursive: true });
  expect(family('add')).toEqual([
    'add(i32) -> i32 std/math.jan:2',
    'add(bool) -> void std/new.jan:1',
  ]);
  write('std/math.jan', 'export func add(x: u8) -> i32 {}\n');
  age('std/math.jan', 5);
  expect(family('add')[0]).toBe('add(u8) -> i32 std/math.jan:1');
});

it.each([
  ['nonsense', 'no index at all'],
  ['a broken header', 'rhachet-map 2 20\n{"files":['],
])('%s is an error that says what to do', (_name, text) => {
  writeFileSync(join(dir, INDEX_NAME), text);
  expect(() => mapOfIndex(dir, dir)).toThrow('is not an index of a dispatch map');
});

it('an index of another version is built anew', () => {
  writeFileSync(join(dir, INDEX_NAME), 'rhachet-map 999 2\n{}');
  expect(family('sub')).toHaveLength(1);
  expect(buildIndex(dir)).toMatchObject({ parsed: 2 });
});
