// The acceptance gate: run --skill may cost at most 100 ms, in total and over the direct call.
import { assertGate } from '@rhachet/perf-harness';
import { installedBin, makeRepo, type Repo } from '@rhachet/testing';
import { afterAll, beforeAll, it } from 'vitest';

const SKILL = '.agent/repo=.this/role=any/skills/hello.sh';
let repo: Repo;

beforeAll(() => {
  repo = makeRepo({ [SKILL]: '#!/bin/sh\necho "hello $1"\n' });
});
afterAll(() => repo.remove());

it.each([
  ['rhachet run --skill', [installedBin('rhachet'), 'run', '--skill', 'hello', 'x']],
  ['rhx', [installedBin('rhx'), 'hello', 'x']],
  ['cmd-run --skill', [installedBin('cmd-run'), '--skill', 'hello', 'x']],
])('%s', async (name, command) => {
  await assertGate({
    name,
    command,
    direct: [repo.path(SKILL), 'x'],
    budgetMs: 100,
    runs: 30,
    cwd: repo.dir,
  });
});
