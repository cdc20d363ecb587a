// Whether a failure blocks (--required) and how it is written (--json), told before parsing: by us, by the launcher's
// shell and by the parser itself, which must all say the same.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defineCommand } from './contract.ts';
import type { OptionTable } from './option-table.ts';
import { isRequired, wantsJson } from './own-options.ts';
import { parse } from './parse.ts';

it.each<[own: boolean, words: string]>([
  [false, ''],
  [false, 'run'],
  [true, 'run --required'],
  [true, 'run --explain x --required --skill y'],
  [true, 'run --repo a --required'],
  [true, 'run --repo --skill --required'],
  [true, 'run --repo=--required --required'],
  [false, 'run --repo --required'],
  [false, 'run --role --required'],
  [false, 'run -r --required'],
  [true, 'run -ra --required'],
  [false, 'run --repo=--required'],
  [false, 'run --skill x --required'],
  [false, 'run --skill=x --required'],
  [false, 'run --init x --required'],
  [false, 'run --init= --required'],
  [false, 'run -s x --required'],
  [false, 'run -ix --required'],
  [false, 'run --init x --init y --required'],
  [false, 'run --init x --required --init y'],
  [true, 'run --required --init x --init y'],
  [true, 'run --skills --required'],
  [false, 'run -- --required'],
  [true, 'run --repo -- --required'],
  [false, 'run --required=1'],
  [true, 'rhx --required x'],
  [true, 'rhx -s --required x'],
  [true, 'rhx -r a --required x'],
  [false, 'rhx x --required'],
  [false, 'rhx -r --required x'],
  [false, 'rhx -- --required'],
])('%j: %j', (own, line) => {
  const words = line === '' ? [] : line.split(' ');
  expect(isRequired(words)).toBe(own);
  const asJson = words.map((word) => word.replace('--required', '--json'));
  expect(wantsJson(asJson)).toBe(own);
});

it('only run and rhx can be required; every command can answer in JSON', () => {
  expect(isRequired(['roles', 'list', '--required'])).toBe(false);
  expect(isRequired(['--required', 'run'])).toBe(false);
  expect(wantsJson(['roles', 'list', 'x', '--json'])).toBe(true);
  expect(wantsJson(['--json', 'roles'])).toBe(true);
  expect(wantsJson(['roles', '--', '--json'])).toBe(false);
  expect(wantsJson(['roles', 'init', '--json', '--command', 'x'])).toBe(true);
  expect(wantsJson(['roles', 'init', '--command', 'x', '--json'])).toBe(false);
  expect(wantsJson(['roles', '--role', '--json'])).toBe(false);
});

describe('by chance', () => {
  const SEED = Number(process.env.RHACHET_SEED ?? 1);
  const WORDS = [
    ...'--required --required --json -- - --skill --skill= --skill=a --skills -s -sa -S'.split(' '),
    ...'--init --init=b --initial -i -ib --repo --repo=c --role --role= -r -rd x --explain'.split(
      ' ',
    ),
    ...[
      'run',
      'rhx',
      'list',
      '',
      ' ',
      'a b',
      '*',
      "it's",
      '\n',
      '--skill\n',
      '--skill=\nx',
      '-s\n',
      '--\n',
      '\\',
      '$x',
    ],
  ];
  const lists = (count: number, first: string[]): string[][] => {
    let state = SEED;
    const below = (most: number): number => (state = (state * 48271) % 2147483647) % most;
    const oneOf = (words: string[]): string => words[below(words.length)] ?? '';
    return Array.from({ length: count }, () => {
      const rest = Array.from({ length: below(7) }, () => oneOf(WORDS));
      return [...(below(20) === 0 ? [] : [oneOf(first)]), ...rest];
    });
  };

  it('the launcher’s shell agrees', () => {
    const path = new URL('../../runtime/bin/launch.sh', import.meta.url);
    const [twin] = /^rhachet_is_required\(\) \{$.*?^\}$/ms.exec(readFileSync(path, 'utf8')) ?? [];
    expect(twin).toBeDefined();
    const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
    const ask = (words: string[]): string =>
      `rhachet_is_required ${words.map(quote).join(' ')} && echo true || echo false`;
    /** Through the package's own bin the word `run` may be left out (`runAlone`). */
    const alone = (words: string[]): string[] =>
      words[0] === 'run' || words[0] === 'rhx' ? words : ['run', ...words];
    const asked = lists(1200, ['run', 'run', 'rhx', 'rhx', 'roles', '--required']);
    const script = [
      twin,
      'rhachet_file=/somewhere/bin/rhachet',
      ...asked.map(ask),
      'rhachet_file=/somewhere/bin/cmd-run',
      ...asked.map(ask),
    ];
    const answers = execFileSync('sh', { input: script.join('\n'), encoding: 'utf8' }).trim();
    const ours = [...asked, ...asked.map(alone)].map((words) => ({
      words,
      own: isRequired(words),
    }));
    const shell = answers.split('\n').map((answer, at) => ({
      words: ours[at]?.words,
      own: answer === 'true',
    }));
    expect(shell, `RHACHET_SEED=${SEED}`).toEqual(ours);
    expect(ours.filter(({ own }) => own).length).toBeGreaterThan(200);
  });

  const shared = {
    repo: { value: 'repo', help: '' },
    role: { short: 'r', value: 'role', help: '' },
    explain: { help: '' },
    required: { help: '' },
  } satisfies OptionTable;
  const named = {
    ...shared,
    skill: { short: 's', value: 'x', help: '' },
    init: { short: 'i', value: 'x', many: true, help: '' },
  } satisfies OptionTable;
  const main = () => ({});
  const commands = [
    defineCommand({
      name: 'run',
      summary: '',
      options: named,
      target: { options: ['skill', 'init'], filters: ['repo', 'role'] },
      main,
    }),
    defineCommand({ name: 'rhx', summary: '', options: shared, target: {}, main }),
  ];

  // A lone `-` in front of the name is a word to the parser and an option to the two others (who agree).
  const withoutDash = (words: string[]): string[] => words.filter((word) => word !== '-');

  it.each(commands)('the parser agrees about $name, where it accepts the call', (command) => {
    let accepted = 0;
    for (const words of lists(6000, [command.name]).map(withoutDash)) {
      if (words[0] !== command.name) continue;
      let options;
      try {
        ({ options } = parse(command, words.slice(1)));
      } catch {
        continue;
      }
      accepted += 1;
      expect(
        { words, required: isRequired(words), json: wantsJson(words) },
        `RHACHET_SEED=${SEED}`,
      ).toEqual({ words, required: options.required === true, json: options.json === true });
    }
    expect(accepted).toBeGreaterThan(500);
  });
});
