// What is installed in the place of a hook's command.
import { makeRepo, type Repo } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { installedCommand } from './command.ts';

const BIN = '"$CLAUDE_PROJECT_DIR"/node_modules/.bin';
let repo: Repo;
beforeAll(() => {
  repo = makeRepo({
    'package/inits/hooks/check.sh': '#!/bin/sh\n',
    'package/inits/it’s odd': '#!/bin/sh\n',
    '.agent/repo=acme/role=mechanic/inits': { link: '../../../package/inits' },
  });
});
afterAll(() => repo.remove());

it.each([
  // npx never; the project's own bin, whatever directory the agent is in
  ['npx rhachet roles boot --role x', `${BIN}/rhachet roles boot --role x`],
  ['npx -y rhx skill --flag', `${BIN}/rhx skill --flag`],
  ['rhachet roles boot --role x', `${BIN}/rhachet roles boot --role x`],
  ['rhx skill', `${BIN}/rhx skill`],
  ['./node_modules/.bin/rhachet run --skill x', `${BIN}/rhachet run --skill x`],
  ['node_modules/.bin/rhx', `${BIN}/rhx`],
  // an init blocks when it cannot start
  ['rhachet run --init a/b', `${BIN}/rhachet run --required --init a/b`],
  [
    'npx rhachet run --repo r --role o --init=a',
    `${BIN}/rhachet run --required --repo r --role o --init=a`,
  ],
  ['rhachet run -i a', `${BIN}/rhachet run --required -i a`],
  ['rhachet run --required --init a', `${BIN}/rhachet run --required --init a`],
  ['rhachet run --init a --required', `${BIN}/rhachet run --required --init a --required`],
  ['rhachet run --skill s --init a', `${BIN}/rhachet run --skill s --init a`],
  ['rhachet roles init --command a/b c', `${BIN}/rhachet run --required --init a/b c`],
  ['rhachet roles init --role r --command a', `${BIN}/rhachet run --required --role r --init a`],
  // an init of the role itself, by name or by path
  ['hooks/check', `${BIN}/rhachet run --required --repo acme --role mechanic --init hooks/check`],
  [
    'inits/hooks/check.sh --x "$Y"',
    `${BIN}/rhachet run --required --repo acme --role mechanic --init hooks/check --x "$Y"`,
  ],
  [
    './.agent/repo=acme/role=mechanic/inits/hooks/check.sh',
    `${BIN}/rhachet run --required --repo acme --role mechanic --init hooks/check`,
  ],
  // everything else stays as it is
  ['rhachetx run --init a', 'rhachetx run --init a'],
  ['echo npx rhachet', 'echo npx rhachet'],
  ['npx prettier --check .', 'npx prettier --check .'],
  ['bash -c "npx rhachet run --init a"', 'bash -c "npx rhachet run --init a"'],
  ['  spaced  ', '  spaced  '],
])('%s', (command, expected) => {
  const role = { repo: 'acme', role: 'mechanic', hooks: {}, dir: repo.path('package') };
  expect(installedCommand(command, role, repo.dir)).toBe(expected);
});
