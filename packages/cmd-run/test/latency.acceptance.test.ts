// The acceptance gate: run and run --init may cost at most 100 ms, in total and over the direct call.
import { assertGate } from '@rhachet/perf-harness';
import { installedBin, makeRepo, type Repo } from '@rhachet/testing';
import { afterAll, beforeAll, it } from 'vitest';

const ROLE = '.agent/repo=.this/role=any';
let repo: Repo;

beforeAll(() => {
  repo = makeRepo({
    [`${ROLE}/skills/hello.sh`]: '#!/bin/sh\necho "hello $1"\n',
    [`${ROLE}/inits/hooks/check.sh`]: '#!/bin/sh\ncat\n',
  });
});
afterAll(() => repo.remove());

it.each([
  [
    'rhachet run --skill',
    [installedBin('rhachet'), 'run', '--skill', 'hello', 'x'],
    'skills/hello.sh',
    ['x'],
  ],
  ['rhx', [installedBin('rhx'), 'hello', 'x'], 'skills/hello.sh', ['x']],
  ['cmd-run --skill', [installedBin('cmd-run'), '--skill', 'hello', 'x'], 'skills/hello.sh', ['x']],
  [
    'rhachet run --init',
    [installedBin('rhachet'), 'run', '--init', 'hooks/check'],
    'inits/hooks/check.sh',
    [],
  ],
])('%s', async (name, command, ...[file, words]) => {
  await assertGate({
    name,
    command,
    direct: [repo.path(ROLE, file), ...words],
    budgetMs: 100,
    runs: 30,
    cwd: repo.dir,
    input: '{"tool_name":"Bash"}\n',
  });
});
