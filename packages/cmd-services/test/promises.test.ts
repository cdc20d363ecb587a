// Every feature and every fault has its test: the titles say which.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FAULTS, FEATURES } from './promises.ts';

const ROOT = join(import.meta.dirname, '..');

const testFiles = (): string[] =>
  ['src', 'test'].flatMap((directory) =>
    readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join(ROOT, directory, name)),
  );

/** A title: the first word of a call of `it`, `test` or `describe`, also behind a table; or a row that gives it. */
const TITLE =
  /(?:\b(?:it|test|describe)(?:\.\w+)*\(|\]\)\(|^ *\]?\)\(|\b(?:it|test|describe)\.(?:concurrent\.)?each\(\w+\)\(|fault: |^ *\[)\s*(?:'((?:\\.|[^'\\])*)'|`([^`]*)`)/gm;
/** What stands in front of its colon. */
const NAMES = /^((?:(?:F\d+|T\d+|1\.\d-[a-z-]+) ?)+): /;

function named(text: string): string[] {
  const titles = [...text.matchAll(TITLE)].map(([, single, template]) => single ?? template ?? '');
  return titles.flatMap((title) => NAMES.exec(title)?.[1]?.split(' ') ?? []);
}

const found = new Set(testFiles().flatMap((file) => named(readFileSync(file, 'utf8'))));
const promised = [...FEATURES, ...Object.keys(FAULTS)];

it.each(promised)('%s is tested', (name) => {
  expect(found).toContain(name);
});

it('no title names what is not promised', () => {
  const all = new Set(promised);
  expect([...found].filter((name) => !name.startsWith('T') && !all.has(name))).toEqual([]);
});

it('a title that is only a comment counts for nothing', () => {
  const text = `// it('F1: x')\nit.each([1])('F2 1.4-size: %s', () => {});\nconst a = 'F3: no title';`;
  expect(named(text.replace(/^\/\/.*$/gm, ''))).toEqual(['F2', '1.4-size']);
});
