// roles init --command: an init, as `run --init` runs it; and the gate over the init itself.
import { assertGate } from '@rhachet/perf-harness';
import { installedBin, makeRepo, type Repo, run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const INITS = '.agent/repo=.this/role=any/inits';
const bins = [
  [installedBin('rhachet'), 'roles', 'init'],
  [installedBin('cmd-roles'), 'init'],
];

let repo: Repo;
beforeAll(() => {
  repo = makeRepo({
    [`${INITS}/hooks/check.sh`]:
      '#!/bin/sh\necho "$RHACHET_INIT of $RHACHET_ROLE:$*"; cat; echo seen >&2; exit ${CODE:-0}\n',
    [`${INITS}/both`]: '#!/bin/sh\necho mine\n',
    '.agent/repo=acme/role=other/inits/both': '#!/bin/sh\necho theirs\n',
    [`${INITS}/not-executable.sh`]: { text: 'echo x\n', mode: 0o644 },
  });
});
afterAll(() => repo.remove());

describe.each(bins)('%s %s', (...bin) => {
  const call = (words: string[], env = {}) =>
    run([...bin, ...words], { cwd: repo.dir, input: 'stdin\n', env });

  it('runs it with its own words, stdin, streams and exit code', async () => {
    const words = ['--command', 'hooks/check', 'a b', '--json', '--role', 'x'];
    expect(await call(words, { CODE: '2' })).toMatchObject({
      code: 2,
      stdout: 'hooks/check of any:a b --json --role x\nstdin\n',
      stderr: 'seen\n',
    });
  });

  it('filters stand before it or right behind it', async () => {
    expect(await call(['--role', 'other', '--command', 'both'])).toMatchObject({
      stdout: 'theirs\n',
    });
    expect(await call(['--command', 'both', '--repo', '.this'])).toMatchObject({
      stdout: 'mine\n',
    });
  });

  it('says what run --init says when there is none, several, or one that cannot be executed', async () => {
    for (const [code, name] of [
      [127, 'nope'],
      [127, 'both'],
      [126, 'not-executable'],
    ] as const) {
      const own = await call(['--command', name]);
      const asRun = await run([installedBin('rhachet'), 'run', '--init', name], { cwd: repo.dir });
      expect(own).toEqual(asRun);
      expect(own.code).toBe(code);
    }
  });

  it('its words are its own when it fails too; before it --json is ours', async () => {
    expect((await call(['--command', 'nope', '--json'])).stderr).toMatch(/^rhachet: /);
    expect((await call(['--json', '--command', 'nope'])).stderr).toMatch(/^\{"error":/);
    expect(await call(['--command'])).toMatchObject({ code: 64, stdout: '' });
  });
});

it('the gate: over the init itself', async () => {
  await assertGate({
    name: 'rhachet roles init --command',
    command: [installedBin('rhachet'), 'roles', 'init', '--command', 'both', '--role', 'any'],
    direct: [repo.path(INITS, 'both')],
    budgetMs: 100,
    runs: 30,
    cwd: repo.dir,
  });
});
