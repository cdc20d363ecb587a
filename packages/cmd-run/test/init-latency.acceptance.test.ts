// The acceptance gate: run --init, as an agent's hook calls it, may cost at most 100 ms, in total and over the direct call.
import { assertGate } from '@rhachet/perf-harness';
import { installedBin, makeRepo, type Repo } from '@rhachet/testing';
import { afterAll, beforeAll, it } from 'vitest';

const INIT = '.agent/repo=.this/role=any/inits/hooks/check.sh';
let repo: Repo;

beforeAll(() => {
  repo = makeRepo({ [INIT]: '#!/bin/sh\ncat\n' });
});
afterAll(() => repo.remove());

it.each([
  ['rhachet run --init', [installedBin('rhachet'), 'run', '--init', 'hooks/check']],
  ['cmd-run --required', [installedBin('cmd-run'), '--required', '--init', 'hooks/check']],
])('%s', async (name, command) => {
  await assertGate({
    name,
    command,
    direct: [repo.path(INIT)],
    budgetMs: 100,
    runs: 30,
    cwd: repo.dir,
    input: '{"tool_name":"Bash"}\n',
  });
});
