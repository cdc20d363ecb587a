// `dist/command.json` and the help that is made from it, letter by letter.
import { expect, it } from 'vitest';
import { defineCommand, definePackage } from './contract.ts';
import { commandHelp, commandRows } from './help.ts';
import { commandManifest, packageManifest } from './manifest.ts';

const main = () => ({});
const run = defineCommand({
  name: 'run',
  summary: 'run a skill',
  options: {
    skill: { short: 's', value: 'skill', complete: 'skill', separator: ',', help: 'the skill' },
    init: { value: 'init', help: 'the init' },
    all: { help: 'all of them' },
  },
  target: { options: ['skill', 'init'] },
  main,
});
const list = defineCommand({
  name: 'run list',
  summary: 'list skills',
  options: {},
  words: [
    { name: 'where', help: 'a place', complete: ['here', 'there'] },
    { name: 'pattern', help: 'part of a name', optional: true },
  ],
  main,
});
const bare = defineCommand({
  name: 'rhx',
  summary: 'short',
  hidden: true,
  options: {},
  target: {},
  main,
});
const definition = definePackage({
  contract: 1,
  package: '@x/cmd',
  version: '1.2.3',
  word: 'run',
  commands: [run, list, bare],
});

const common = [
  { name: 'json', help: 'results and errors as JSON' },
  { name: 'help', short: 'h', help: 'show this help' },
];

it('the manifest: data only, as it is written to dist/command.json', () => {
  expect(JSON.parse(JSON.stringify(packageManifest(definition)))).toEqual({
    contract: 1,
    package: '@x/cmd',
    version: '1.2.3',
    word: 'run',
    commands: [
      {
        name: 'run',
        summary: 'run a skill',
        usage: 'run [options] (--skill <skill> | --init <init>) [words of the target…]',
        words: [],
        options: [
          {
            name: 'skill',
            short: 's',
            value: 'skill',
            complete: 'skill',
            separator: ',',
            help: 'the skill',
          },
          { name: 'init', value: 'init', help: 'the init' },
          { name: 'all', help: 'all of them' },
          ...common,
        ],
        target: { options: ['skill', 'init'] },
      },
      {
        name: 'run list',
        summary: 'list skills',
        usage: 'run list [options] <where> [pattern]',
        words: [
          { name: 'where', help: 'a place', optional: false, complete: ['here', 'there'] },
          { name: 'pattern', help: 'part of a name', optional: true },
        ],
        options: common,
      },
      {
        name: 'rhx',
        summary: 'short',
        hidden: true,
        usage: 'rhx [options] [words of the target…]',
        words: [],
        options: common,
        target: {},
      },
    ],
  });
});

it('the help of a command', () => {
  expect(commandHelp(commandManifest(run))).toBe(`run a skill

usage: rhachet run [options] (--skill <skill> | --init <init>) [words of the target…]

options
  -s, --skill <skill>     the skill
  --init <init>           the init
  --all                   all of them
  --json                  results and errors as JSON
  -h, --help              show this help
`);
  expect(commandHelp(commandManifest(list))).toBe(`list skills

usage: rhachet run list [options] <where> [pattern]

words
  where                   a place
  pattern                 part of a name

options
  --json                  results and errors as JSON
  -h, --help              show this help
`);
});

it('a list of commands', () => {
  expect(commandRows(definition.commands.map(commandManifest)))
    .toBe(`  run                     run a skill
  run list                list skills
  rhx                     short
`);
});

it('tables are named in it, and only by names that map asks for', () => {
  const table = (module: string) => ({
    module,
    summary: 'skills',
    parameters: [{ name: 'repo', help: 'the repo' }],
    entries: () => [],
    decide: () => ({ call: '', status: 'no_match' as const, candidates: [] }),
  });
  const named = (module: string) =>
    packageManifest(
      definePackage({
        contract: 1,
        package: 'p',
        version: '1',
        commands: [],
        tables: () => [table(module)],
      }),
    ).tables;
  expect(named('rhachet.skills')).toEqual([
    {
      module: 'rhachet.skills',
      summary: 'skills',
      parameters: [{ name: 'repo', help: 'the repo' }],
    },
  ]);
  for (const name of ['skills', 'rhachet.', 'rhachet.a.b', 'rhachet.Skills'])
    expect(() => named(name)).toThrow('a table is named rhachet.<word>');
});
