// The tarball in empty projects, one per test runner: what the README shows must be all that it takes.
import { join } from 'node:path';

import { makeRepo, project, type Repo, run } from '@rhachet/testing';
import { afterAll, describe, expect, it } from 'vitest';

const tarball = join(project, '../tarballs/perf-harness.tgz');
const WRAPPER = '#!/bin/sh\nexec git "$@"\n';
const SLOW = '#!/bin/sh\nsleep 0.2\nexec git "$@"\n';

const WITH_EXPECT = `
it('adds less than 100 ms to git', async () => {
  await expect(['./wrapper.sh', '--version']).toAddLessThan({ ms: 100 }, { over: ['git', '--version'] });
}, 60_000);
`;

const RUNNERS = [
  {
    name: 'vitest',
    packages: ['vitest@4.1.12'],
    file: 'git.test.ts',
    code: `import '@rhachet/perf-harness/vitest';
import { expect, it } from 'vitest';
${WITH_EXPECT}`,
    command: ['node_modules/.bin/vitest', 'run', '--no-file-parallelism'],
    type: 'module',
  },
  {
    name: 'jest',
    packages: ['jest@30.5.2'],
    file: 'git.test.js',
    code: `require('@rhachet/perf-harness/jest');
${WITH_EXPECT}`,
    command: ['node_modules/.bin/jest', '--runInBand'],
    type: 'commonjs',
  },
  {
    name: 'node:test',
    packages: [],
    file: 'git.test.mjs',
    code: `import { assertAddsLessThan } from '@rhachet/perf-harness';
import { test } from 'node:test';

test('adds less than 100 ms to git', async () => {
  await assertAddsLessThan(['./wrapper.sh', '--version'], { ms: 100 }, { over: ['git', '--version'] });
});
`,
    command: ['node', '--test'],
    type: 'module',
  },
];

const projects: Repo[] = [];
afterAll(() => projects.forEach((made) => made.remove()));

/** An empty project with the tarball and the runner, installed by npm. */
async function install({ packages, file, code, type }: (typeof RUNNERS)[number]): Promise<Repo> {
  const made = makeRepo(
    { 'package.json': JSON.stringify({ name: 'empty', private: true, type }), [file]: code },
    { git: false },
  );
  projects.push(made);
  const words = [
    'npm',
    'install',
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    tarball,
    ...packages,
  ];
  expect(await run(words, { cwd: made.dir })).toMatchObject({ code: 0 });
  return made;
}

describe.each(RUNNERS)('in an empty project with $name', (runner) => {
  it('ten lines gate git behind a shell wrapper', async () => {
    expect(runner.code.trim().split('\n').length).toBeLessThanOrEqual(10);
    const made = await install(runner);
    // CI and colours of this process are not the user's.
    const env = {
      NO_COLOR: '1',
      FORCE_COLOR: undefined,
      NODE_OPTIONS: undefined,
      VITEST: undefined,
    };
    made.write({ 'wrapper.sh': WRAPPER });
    const passed = await run(runner.command, { cwd: made.dir, env });
    expect({ ...passed, bytes: [] }).toMatchObject({ code: 0 });
    expect(passed.stdout + passed.stderr).toMatch(/1 passed|pass 1/);

    made.write({ 'wrapper.sh': SLOW });
    const failed = await run(runner.command, { cwd: made.dir, env });
    expect(failed.code).not.toBe(0);
    expect(failed.stdout + failed.stderr).toMatch(
      /FAIL {2}\.\/wrapper\.sh --version\s+- command adds 2\d\d\.\d\d ms in the median/,
    );
  });
});
