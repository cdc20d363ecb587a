// The tables of the pages and those of the program: every command, option and exit code is in both.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, type PackageManifest } from '@rhachet/kit';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { root } from '../src/pages.ts';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const folders = globSync('packages/cmd-*/dist/command.json', { cwd: root, dot: true }).map(
  (path) => path.split('/')[1] ?? '',
);
const manifests = folders.sort().map((folder) => ({
  folder,
  ...(JSON.parse(read(`packages/${folder}/dist/command.json`)) as PackageManifest),
}));

/** What stands in backquotes. */
const codeIn = (text: string): string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

/** The cells of one column of every table row of a page. */
const column = (page: string, at: number): string[] =>
  page.split('\n').flatMap((line) => (line.startsWith('|') ? [line.split('|')[at] ?? ''] : []));

const begins = (code: string, words: string): boolean =>
  code === words || code.startsWith(`${words} `);

it('there are command packages to compare with', () => {
  expect(folders).toContain('cmd-run');
});

describe.each(manifests)('$package', ({ folder, commands: all }) => {
  const commands = all.filter(({ hidden }) => hidden !== true);
  const page = read(`packages/${folder}/README.md`);

  it.each(commands)('$name is in the table of the front page', ({ name }) => {
    const shown = column(read('README.md'), 1).flatMap(codeIn);
    expect(shown.filter((code) => begins(code.replace(/^rhachet /, ''), name))).not.toEqual([]);
  });

  it.each(commands)('the options of $name are in the page of its package', ({ options }) => {
    const known = options.map(({ name }) => `--${name}`).filter((name) => name !== '--help');
    const missing = known.filter((name) => !new RegExp(`${name}(?![\\w-])`).test(page));
    expect(missing).toEqual([]);
  });
});

it('the exit codes are those of the program', () => {
  const page = read('docs/exit-codes.md');
  const shown = [...page.matchAll(/^\| +(\d+) \|/gm)].map(([, code]) => Number(code));
  expect(shown).toEqual(Object.values(EXIT));
});
