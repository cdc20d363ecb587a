// The checks themselves: what they let through and what they stop.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { isOutput } from '../src/compare-output.ts';
import { deadLinks } from '../src/links.ts';
import { parsePage } from '../src/pages.ts';
import { doSteps } from '../src/session.ts';
import { hintsIn } from '../src/start.ts';
import { planOf } from '../src/steps.ts';

const fenced = (language: string, ...lines: string[]): string =>
  ['', `\`\`\`${language}`, ...lines, '```', ''].join('\n');
const noted = (note: string, block: string): string => `<!-- test: ${note} -->\n${block}`;
const plan = (text: string) => planOf(parsePage('page.md', text));

const dir = mkdtempSync(`${tmpdir()}/rhachet-docs-checks-`);
afterAll(() => rmSync(dir, { recursive: true }));
const env = { PATH: process.env.PATH ?? '' };
const problemsOf = (text: string): Promise<string[]> =>
  doSteps(
    plan(text).stays.flatMap(({ steps }) => steps),
    { dir, env, remove: () => undefined },
  );

describe('a block', () => {
  it.each([
    ['that would be run, and no place', fenced('sh', 'ls'), 'must say where it is run'],
    ['in a language that nobody checks', noted('{ in: x }', fenced('js', 'x')), 'neither run nor'],
    ['without a language', fenced('', 'x'), 'neither run nor checked'],
    ['with a word that means nothing', noted('{ on: x }', fenced('sh', 'ls')), 'page.md:3'],
    ['with a code for no command', noted('{ in: x, exits: { q: 2 } }', fenced('sh', 'ls')), '"q"'],
    ['that ends within a command', noted('{ in: x }', fenced('sh', 'if true')), 'no shell takes'],
    [
      'that is the output of nothing',
      noted('{ in: x, output: true }', fenced('text', 'x')),
      'of nothing',
    ],
    ['of JSON that is none', fenced('json', '{'), 'JSON'],
  ])('%s is refused', (_, text, message) => {
    expect(() => plan(text)).toThrow(message);
  });

  it('that is skipped is listed with its reason', () => {
    const { stays, skipped } = plan(noted('{ skip: it publishes }', fenced('sh', 'ls')));
    expect({ stays, skipped }).toEqual({
      stays: [],
      skipped: [{ at: 'page.md:3', reason: 'it publishes' }],
    });
  });
});

describe('commands', () => {
  it('go on where the last one ended, over several lines, comments and blocks', async () => {
    const first = noted(
      '{ in: x }',
      fenced('sh', '# a comment', 'word=$(', '  echo hi', ')', 'cd /'),
    );
    const shown = fenced(
      'console',
      '$ echo "$word $PWD"',
      'hi /',
      '$ cat <<E',
      '> in',
      '> E',
      'in',
    );
    expect(await problemsOf(first + shown)).toEqual([]);
  });

  it('another exit code, another output, and a command that is not reached are told with their line', async () => {
    const text = fenced(
      'console',
      '$ false',
      '$ echo this',
      'that',
      '$ exit 3',
      '$ echo late',
      'late',
    );
    const problems = await problemsOf(noted('{ in: x }', text));
    expect(problems.map((problem) => problem.split('\n')[0])).toEqual([
      'page.md:4  $ false',
      'page.md:5  $ echo this',
      'page.md:7  $ exit 3',
      'page.md:8  $ echo late',
    ]);
  });

  it('an exit code that is expected, a file, and output in a block of its own', async () => {
    const text = [
      noted(
        '{ in: x, file: a/b, executable: true }',
        fenced('sh', '#!/bin/sh', 'echo "$1"; exit 4'),
      ),
      noted("{ exits: { 'a/b': 4 } }", fenced('sh', 'a/b one')),
      noted('{ output: true }', fenced('text', 'one')),
      noted('{ output: true }', fenced('text', 'two')),
    ];
    const problems = await problemsOf(text.join('\n'));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('shows what is not printed');
  });
});

it.each([
  ['1.23 ms ██', '45.60 ms █████', true],
  ['rhachet 1.2.3', 'rhachet 0.0.1', true],
  ['at /home/ann/project/x', 'at /tmp/place/x', true],
  ['first\n…\nlast', 'first\na\nb\nlast', true],
  ['3 skills', '4 skills', false],
  ['one', 'one\ntwo', false],
  ['a.b', 'axb', false],
])('shown %j, printed %j: %s', (shown, printed, same) => {
  expect(isOutput(shown, printed, '/tmp/place')).toBe(same);
});

it('links', () => {
  const text =
    '# One two\n[a](#one-two) [b](README.md) [c](#none) [d](none.md) [e](../x) [f](https://a.b)\n';
  expect(deadLinks(parsePage('page.md', text)).map((line) => line.split(': ')[1])).toEqual([
    '#none',
    'none.md',
    '../x',
  ]);
});

it('the hints of npm start', () => {
  const hints = hintsIn('x\n\nNext:\n  rhx list   the skills\n  npm test   all\n');
  expect(hints).toEqual([
    { command: 'rhx list', inRoot: false },
    { command: 'npm test', inRoot: true },
  ]);
});
