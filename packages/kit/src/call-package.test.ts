// One call of one package: which command, with what, and what is said when there is none. Ending the process is
// what the acceptance tests see.
import { expect, it } from 'vitest';
import { type Call, defineCommand, definePackage, type Host } from './contract.ts';
import { callPackage } from './call-package.ts';

const host: Host = {
  launch: {
    cwd: '/here',
    from: '',
    keep: { fds: [], nofile: undefined },
    terminals: undefined,
    index: undefined,
  },
  packages: () => Promise.resolve([]),
  load: () => {
    throw new Error('nothing is installed');
  },
};

const calls: Call[] = [];
const command = (name: string) =>
  defineCommand({
    name,
    summary: `does ${name}`,
    options: { all: { help: 'all' }, repo: { value: 'repo', help: 'repo' } },
    words: [
      { name: 'first', help: 'the first' },
      { name: 'second', help: 'the second', optional: true },
    ],
    main: (call) => {
      calls.push(call);
      return { print: name };
    },
  });

const run = defineCommand({
  name: 'run',
  summary: 'does run',
  options: { skill: { value: 'skill', help: 'the skill' } },
  target: { options: ['skill'] },
  main: (call) => ({ print: `run ${JSON.stringify(call.rest)}` }),
});

const definition = definePackage({
  contract: 1,
  package: '@x/cmd',
  version: '1.2.3',
  commands: [
    run,
    command('run list'),
    command('roles list'),
    command('roles cost'),
    { ...command('roles hidden'), hidden: true },
    command('one'),
  ],
});

const call = (line: string) => callPackage(definition, line === '' ? [] : line.split(' '), host);

it.each([
  ['run --skill x list --help', { print: 'run ["list","--help"]' }],
  ['run list x', { print: 'run list' }],
  ['roles list x', { print: 'roles list' }],
  ['one list', { print: 'one' }],
])('%s: the longest name that fits', async (line, outcome) => {
  expect(await call(line)).toEqual(outcome);
});

it('hands over options, words, and what surrounds the call', async () => {
  calls.length = 0;
  await call('one --all --repo a x y --json');
  await call('one x');
  expect(calls).toEqual([
    {
      ...host,
      options: { all: true, repo: 'a', json: true },
      words: ['x', 'y'],
      rest: [],
      json: true,
    },
    { ...host, options: {}, words: ['x'], rest: [], json: false },
  ]);
});

it.each([
  ['roles', 64],
  ['roles --help', 0],
  ['roles -h', 0],
])('%s: the commands that begin with the word', async (line, exit) => {
  expect(await call(line)).toEqual({
    print: [
      'usage: rhachet roles <command>\n',
      '  roles list              does roles list',
      '  roles cost              does roles cost\n',
    ].join('\n'),
    exit,
  });
});

it('--help wins over a missing word and never runs the command', async () => {
  calls.length = 0;
  expect(await call('one --help')).toEqual({
    print: expect.stringMatching(/^does one\n\nusage: rhachet one/) as string,
  });
  expect(await call('run -h')).toEqual({ print: expect.stringMatching(/^does run\n/) as string });
  expect(calls).toEqual([]);
});

it.each([
  ['', 64],
  ['--help', 0],
  ['-h', 0],
])('a package without a word of its own lists its commands: %j', async (line, exit) => {
  const { print, exit: ends } = (await call(line)) as { print: string; exit: number };
  expect(ends).toBe(exit);
  expect(print).toMatch(/^@x\/cmd: .*\n\n {2}run +does run\n/);
});

it.each([
  [
    'one',
    {
      code: 'USAGE',
      exit: 64,
      message: '"one" needs <first>: the first',
      hint: 'rhachet one --help',
    },
  ],
  ['one x y z', { code: 'USAGE', exit: 64 }],
  ['run --skil x', { code: 'USAGE', exit: 64 }],
  [
    'roles lst',
    {
      code: 'NO_COMMAND',
      exit: 127,
      message: 'there is no command "roles lst"',
      hint: 'did you mean "rhachet roles list"?',
    },
  ],
  [
    'qqqqqqqqqqqqq',
    {
      code: 'NO_COMMAND',
      exit: 127,
      hint: 'there are: run, run list, roles list, roles cost, one',
    },
  ],
  ['--version', { code: 'NO_COMMAND', exit: 127 }],
])('refuses %j', async (line, failure) => {
  await expect(call(line)).rejects.toMatchObject({ name: 'RhachetFailure', ...failure });
});

it('a package may answer the words that are no command of its', async () => {
  const open = {
    ...definition,
    unknown: ({ words, launch }: Host & { words: string[] }) => ({
      print: `${launch.cwd} ${words.join()}`,
    }),
  };
  expect(await callPackage(open, ['nowhere', '--x'], host)).toEqual({ print: '/here nowhere,--x' });
  expect(await callPackage(open, ['one', 'x'], host)).toEqual({ print: 'one' });
});

it('a hidden command runs, but neither help nor a suggestion names it', async () => {
  expect(await call('roles hidden x')).toEqual({ print: 'roles hidden' });
  const group = await call('roles --help');
  expect('print' in group && group.print).not.toContain('hidden');
  await expect(call('roles hiden')).rejects.toMatchObject({
    hint: expect.not.stringContaining('hidden') as string,
  });
});
