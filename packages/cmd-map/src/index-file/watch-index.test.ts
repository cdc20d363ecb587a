// An index that is watched follows its files: one build for each change, nothing for its own writing.
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { until } from '@rhachet/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildIndex, type Built } from './build.ts';
import { watchIndex } from './watch-index.ts';

let dir: string;
let builds: Built[];
let errors: string[];
let watching: { close: () => void };

function write(path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rhachet-map-'));
  write('a.jan', 'func a(x: i32) {}\n');
  write('b.jan', 'func b(x: i32) {}\n');
  // What has just been written is indexed once more when it has settled.
  for (const name of ['a.jan', 'b.jan']) utimesSync(join(dir, name), 1e9, 1e9);
  builds = [];
  errors = [];
  watching = watchIndex({
    dir,
    survey: buildIndex(dir).survey,
    onBuilt: ({ built }) => builds.push(built),
    onError: (error) => errors.push((error as Error).message),
  });
});
afterEach(() => {
  watching.close();
  rmSync(dir, { recursive: true, force: true });
});

const sees = (families: number): Promise<unknown> =>
  until(() => builds.at(-1)?.families === families, `${families} families`);

it('follows what is changed, made and removed', async () => {
  write('a.jan', 'func a(x: i32) {}\nfunc c(x: i32) {}\n');
  await sees(3);
  write('deep/er/d.jan', 'func d(x: i32) {}\n');
  await sees(4);
  expect(builds.at(-1)).toMatchObject({ files: 3, parsed: 1 });
  rmSync(join(dir, 'b.jan'));
  await sees(3);
  expect(builds.at(-1)).toMatchObject({ files: 2, parsed: 0 });
  expect(errors).toEqual([]);
});

it('its own file, and files of other kinds, are no change', async () => {
  write('notes.txt', 'x');
  write('a.jan', 'func a(x: i32) {}\nfunc c(x: i32) {}\n');
  await sees(3);
  const { length } = builds;
  write('notes.txt', 'y');
  write('b.jan', 'func b(x: i32) {}\nfunc e(x: i32) {}\n');
  await sees(4);
  expect(builds.length).toBe(length + 1);
});

it('a directory that is gone is said once, and followed again when it is back', async () => {
  rmSync(dir, { recursive: true });
  await until(() => errors.length > 0, 'the error');
  expect(errors[0]).toContain('there is no source');
  write('c.jan', 'func c(x: i32) {}\n');
  await sees(1);
  expect(errors.length).toBe(1);
});
