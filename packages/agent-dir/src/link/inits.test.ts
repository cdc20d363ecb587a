// roles init: the frame, the order, the end.
import { makeRepo, type Repo } from '@rhachet/testing';
import { afterEach, expect, it } from 'vitest';
import { initCommands, runRoleInits } from './inits.ts';
import type { RoleChoice } from './types.ts';

let repo: Repo;
afterEach(() => repo.remove());

const choiceOf = (exec: string[]): RoleChoice => ({
  package: {
    name: 'p',
    dir: repo.path('p'),
    trusted: false,
    manifest: { slug: 'acme', roles: [] },
  },
  role: { slug: 'mechanic', briefs: [], skills: [], inits: [], lists: [], exec },
});

async function collect(exec: string[]): Promise<{ text: string; error?: unknown }> {
  let text = '';
  try {
    for await (const piece of runRoleInits(choiceOf(exec), repo.dir)) text += piece;
    return { text };
  } catch (error) {
    return { text, error };
  }
}

it('two commands, in order: every line in the frame, an empty last line closes it', async () => {
  repo = makeRepo({
    'p/a.sh': '#!/bin/sh\necho one; echo err >&2; echo; printf "no end"\n',
    'p/b c.sh': '#!/bin/sh\necho "$RHACHET_REPO $RHACHET_ROLE"; pwd; echo\n',
  });
  expect(await collect(['a.sh', 'b c.sh'])).toEqual({
    text: [
      '💪 init role repo=acme/role=mechanic',
      '   ├─ p/a.sh',
      '      ├─',
      '      │',
      '      │ one',
      '      │ err',
      '      │',
      '      │ no end',
      '      │',
      '      └─',
      '   │',
      '   └─ p/b c.sh',
      '      ├─',
      '      │',
      '      │ acme mechanic',
      `      │ ${repo.dir}`,
      '      │',
      '      └─',
      '',
      '',
    ].join('\n'),
  });
});

it('the first failure ends it, with its own code; nothing behind it runs', async () => {
  repo = makeRepo({
    'p/bad.sh': '#!/bin/sh\necho oh; exit 7\n',
    'p/never.sh': '#!/bin/sh\n: > never\n',
  });
  const { text, error } = await collect(['bad.sh', 'never.sh']);
  expect(error).toMatchObject({ exit: 7, message: 'init command failed: p/bad.sh (exit code 7)' });
  expect(text.endsWith('   ├─ p/bad.sh\n      ├─\n      │\n      │ oh\n      │\n      └─\n')).toBe(
    true,
  );
  expect((await collect(['test -e never'])).error).toMatchObject({ exit: 1 });
});

it.each([
  ['kill -TERM $$', 143],
  ['exit 2', 2],
  ['./nowhere.sh', 127],
])('%s ends with %i', async (command, exit) => {
  repo = makeRepo({ 'p/x': '' });
  expect((await collect([command])).error).toMatchObject({ exit });
});

it('what a command is: a path of the package, with arguments or spaces, else what bash makes of it', () => {
  repo = makeRepo({ 'p/inits/a.sh': '', "p/it's.sh": '', 'p/echo': '' });
  const commands = initCommands(
    choiceOf(['inits/a.sh', 'inits/a.sh --x "$Y"', "it's.sh", 'echo hi', 'no/file']),
    repo.dir,
  );
  expect(commands).toEqual([
    { script: `'${repo.path('p/inits/a.sh')}'`, shown: 'p/inits/a.sh' },
    { script: `'${repo.path('p/inits/a.sh')}' --x "$Y"`, shown: 'p/inits/a.sh --x "$Y"' },
    { script: `'${repo.path("p/it'\\''s.sh")}'`, shown: "p/it's.sh" },
    { script: 'echo hi', shown: 'echo hi' },
    { script: 'no/file', shown: 'no/file' },
  ]);
});

it('none declared: nothing', async () => {
  repo = makeRepo();
  expect(await collect([])).toEqual({ text: '' });
});
