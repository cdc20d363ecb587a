// What is offered at each place of a call, from manifests alone and with names of a repository.
import type { InstalledPackage, OptionManifest } from '@rhachet/kit';
import { makeRepo, type Repo } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offerFor } from './offer.ts';

const option = (name: string, more: Partial<OptionManifest> = {}): OptionManifest => ({
  name,
  help: `about ${name}`,
  ...more,
});
const filters = [
  option('repo', { value: 'repo', complete: 'repo' }),
  option('role', { short: 'r', value: 'role', complete: 'role' }),
];
const common = [option('json'), option('help', { short: 'h' })];
const skill = { name: 'skill', help: '', optional: false, complete: 'skill' as const };

const run: InstalledPackage = {
  contract: 1,
  package: '@rhachet/cmd-run',
  version: '1.0.0',
  word: 'run',
  dir: '/x',
  commands: [
    {
      name: 'run',
      summary: 'run a skill',
      usage: '',
      words: [],
      options: [
        option('skill', { short: 's', value: 'skill', complete: 'skill' }),
        option('init', { short: 'i', value: 'init', many: true, complete: 'init' }),
        ...filters,
        option('explain'),
        ...common,
      ],
      target: { options: ['skill', 'init'], filters: ['repo', 'role'] },
    },
    {
      name: 'run list',
      summary: 'list skills',
      usage: '',
      words: [{ ...skill, optional: true }],
      options: common,
    },
    {
      name: 'rhx',
      summary: 'short',
      usage: '',
      words: [skill],
      options: [...filters, ...common],
      target: {},
    },
  ],
};
const other: InstalledPackage = {
  contract: 1,
  package: 'rhachet-cmd-other',
  version: '1.0.0',
  dir: '/y',
  commands: [
    {
      name: 'other set',
      summary: 'set it',
      usage: '',
      words: [
        { name: 'colour', help: '', optional: false, complete: ['red', 'green'] },
        { name: 'file', help: '', optional: true },
      ],
      options: [
        option('level', { value: 'level', complete: ['low', 'high', 'higher'], separator: ',' }),
        option('into', { value: 'dir', complete: 'directory' }),
        option('from', { value: 'file' }),
        option('new', { value: 'x', complete: 'only-newer' as never }),
        option('list', { value: 'x', many: 'words', complete: ['one', 'two'] }),
        ...common,
      ],
    },
    { name: 'other get', summary: 'get it', usage: '', words: [], options: common },
    { name: 'hid', summary: '', usage: '', hidden: true, words: [], options: [] },
    // Written by hand, by somebody who left out what is empty, and wrongly.
    { name: 'bare', summary: 'bare' } as never,
    { name: 'odd', summary: 'odd', options: [null, 3, { help: 'x' }], words: 'x' } as never,
  ],
};

const SKILLS = (repo: string, role: string) => `.agent/repo=${repo}/role=${role}/skills`;
const SH = '#!/bin/sh\n';
let repo: Repo;
let back: string;
beforeAll(() => {
  repo = makeRepo({
    [`${SKILLS('.this', 'any')}/say-hello.sh`]: `${SH}# Says hello.\n`,
    [`${SKILLS('.this', 'any')}/git/sample.sh`]: `${SH}#\n# .what = a sample\n`,
    [`${SKILLS('.this', 'any')}/bare`]: `${SH}echo\n`,
    [`${SKILLS('acme', 'any')}/twice`]: SH,
    [`${SKILLS('acme', 'guard')}/twice`]: SH,
    [`${SKILLS('acme', 'guard')}/bad\nname`]: SH,
    [`${SKILLS('acme', 'guard')}/template.md`]: 'no skill',
    '.agent/repo=acme/role=guard/inits/claude.hooks/check.sh': SH,
  });
  back = process.cwd();
  process.chdir(repo.dir);
});
afterAll(() => {
  process.chdir(back);
  repo.remove();
});

/** The last word is what is typed of the word at the cursor. */
async function offered(line: string): Promise<string[] | string> {
  const [program = '', ...words] = line.split(' ');
  const typed = words.pop() ?? '';
  const {
    what,
    head,
    words: all,
  } = await offerFor({ program, before: words, typed, packages: [run, other] });
  return what === 'words' ? all.map(({ word }) => head + word) : `${what} ${head}`.trim();
}

const RUN = ['--skill', '--init', '--repo', '--role', '--explain', '--json', '--help'];

describe.each<[string, [string, string[] | string][]]>([
  [
    'commands',
    [
      ['rhachet ', ['bare', 'odd', 'other', 'rhx', 'run']],
      ['rhachet -', ['--help', '--version']],
      ['rhachet other ', ['get', 'set']],
      ['rhachet nope ', []],
      ['rhachet hid ', []],
      ['rhachet bare ', []],
      ['rhachet odd --', []],
      ['./node_modules/.bin/rhachet other ', ['get', 'set']],
    ],
  ],
  [
    'options',
    [
      ['rhachet run -', RUN],
      ['rhachet run -s', RUN],
      ['rhachet run ', ['list', ...RUN]],
      ['rhachet run --explain -', RUN.filter((name) => name !== '--explain')],
      ['rhachet run --nope -', RUN],
      ['rhachet run list --skill -', ['--json', '--help']],
      ['rhachet other get ', ['--json', '--help']],
      ['rhachet other get x -', ['--json', '--help']],
      ['rhachet other set -- ', ['red', 'green']],
      ['rhachet other set -- -', ['red', 'green']],
    ],
  ],
  [
    'values',
    [
      ['rhachet other set ', ['red', 'green']],
      ['rhachet other set red ', 'files'],
      [
        'rhachet other set red x ',
        ['--level', '--into', '--from', '--new', '--list', '--json', '--help'],
      ],
      ['rhachet other set --level ', ['low', 'high', 'higher']],
      ['rhachet other set --level low,high,', ['low,high,higher']],
      ['rhachet other set --level=low,', ['--level=low,high', '--level=low,higher']],
      ['rhachet other set --into ', 'directories'],
      ['rhachet other set --into=', 'directories --into='],
      ['rhachet other set --from ', 'files'],
      ['rhachet other set --new ', []],
      ['rhachet other set --list one ', ['one', 'two']],
      [
        'rhachet other set --list one --',
        ['--level', '--into', '--from', '--new', '--list', '--json', '--help'],
      ],
      ['rhachet other set --list one --json ', ['red', 'green']],
    ],
  ],
  [
    'names',
    [
      ['rhachet run --skill ', ['bad\nname', 'bare', 'sample', 'say-hello', 'twice']],
      ['rhachet run --repo .this --skill ', ['bare', 'sample', 'say-hello']],
      ['rhachet run --role guard --skill ', ['bad\nname', 'twice']],
      ['rhachet run -rguard --repo=nope --skill ', []],
      ['rhachet run --init ', ['claude.hooks/check']],
      ['rhachet run --role ', ['any', 'guard']],
      ['rhachet run --repo .this --role ', ['any']],
      ['rhachet run --role guard --repo ', ['acme']],
      ['rhachet run list ', ['bad\nname', 'bare', 'sample', 'say-hello', 'twice']],
    ],
  ],
  [
    'behind the target',
    [
      ['rhachet run --skill twice ', 'files'],
      ['rhachet run --skill twice -', ['--repo', '--role']],
      ['rhachet run --skill twice --r', ['--repo', '--role']],
      ['rhachet run --skill twice --x', 'files'],
      ['rhachet run --skill twice --role ', ['any', 'guard']],
      ['rhachet run --skill say-hello --role ', ['any']],
      ['rhachet run --skill say-hello --repo=', ['--repo=.this']],
      ['rhachet run --skill twice --role any -', ['--repo']],
      ['rhachet run --skill twice x --role ', 'files'],
      ['rhachet run --skill twice -- --role ', 'files'],
      ['rhachet run --init a -', ['--init', '--repo', '--role']],
      ['rhachet run --init a --init ', ['claude.hooks/check']],
      ['rhx twice ', 'files'],
      ['rhx twice --role ', 'files'],
    ],
  ],
  [
    'programs',
    [
      ['rhx ', ['bad\nname', 'bare', 'sample', 'say-hello', 'twice', 'help', 'init', 'list']],
      ['rhx -', ['--repo', '--role', '--json', '--help']],
      ['rhx --role ', ['any', 'guard']],
      ['rhx list -', ['--json', '--help']],
      ['rhachet rhx list -', ['--json', '--help']],
      ['x/rhx --repo acme ', ['bad\nname', 'twice', 'help', 'init', 'list']],
      ['cmd-run -', ['--help', '--version', ...RUN]],
      ['cmd-run ', ['rhx', 'run', 'list', ...RUN]],
      ['cmd-run --skill ', ['bad\nname', 'bare', 'sample', 'say-hello', 'twice']],
      ['cmd-run nope -', RUN],
      ['cmd-run list -', ['--json', '--help']],
      ['/x/cmd-run run --skill twice ', 'files'],
    ],
  ],
])('%s', (_, cases) => {
  it.each(cases)('%j', async (line, expected) => {
    expect(await offered(line)).toEqual(expected);
  });
});

it('says what each is', async () => {
  const helps = async (line: string[]): Promise<string[]> => {
    const [program = '', ...before] = line;
    const offer = await offerFor({ program, before, typed: '', packages: [run, other] });
    return offer.words.map(({ word, help }) => `${word}: ${help}`);
  };
  expect(await helps(['rhachet'])).toEqual([
    'bare: bare',
    'odd: odd',
    'other: set, get',
    'rhx: short',
    'run: run a skill',
  ]);
  expect((await helps(['rhx'])).slice(1)).toEqual([
    'bare: repo=.this role=any',
    'sample: a sample',
    'say-hello: Says hello.',
    'twice: in several roles: repo=acme role=any, repo=acme role=guard',
    'help: rhachet’s own',
    'init: rhachet’s own',
    'list: rhachet’s own',
  ]);
  expect(await helps(['rhachet', 'run', '--role'])).toEqual([
    'any: repo=.this repo=acme',
    'guard: repo=acme',
  ]);
  expect(await helps(['rhachet', 'run', '--repo'])).toEqual([
    '.this: role=any',
    'acme: role=any role=guard',
  ]);
});
