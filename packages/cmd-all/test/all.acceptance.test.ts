// help, list, which; alone and through the dispatcher; and the gate.
import { assertGate } from '@rhachet/perf-harness';
import { installedBin, makeRepo, project, type Repo, run } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

const A = '.agent/repo=.this/role=any';
const alone = installedBin('cmd-all');
const bins = [[installedBin('rhachet')], [alone]];

let repo: Repo;
beforeAll(() => {
  repo = makeRepo({
    [`${A}/skills/deep/hello.sh`]: '#!/bin/sh\n',
    [`${A}/inits/hooks/check`]: '#!/bin/sh\n',
    '.agent/repo=acme/role=b/skills/other': '#!/bin/sh\n',
  });
});
afterAll(() => repo.remove());

const call = (command: string[]) => run(command, { cwd: repo.dir });

it.each(bins)('which, through %s', async (...bin) => {
  const path = repo.path(A, 'skills/deep/hello.sh');
  expect(await call([...bin, 'which', 'hello'])).toMatchObject({ code: 0, stdout: `${path}\n` });
  expect(JSON.parse((await call([...bin, 'which', '--json', 'hello'])).stdout)).toEqual({
    kind: 'skill',
    slug: 'hello',
    repo: '.this',
    role: 'any',
    path,
  });
  const init = await call([...bin, 'which', '--init', 'hooks/check']);
  expect(init.stdout).toBe(`${repo.path(A, 'inits/hooks/check')}\n`);
  expect(await call([...bin, 'which', 'hello', '--role', 'b'])).toMatchObject({
    code: 127,
    stdout: '',
  });
  expect(await call([...bin, 'which'])).toMatchObject({ code: 64 });
  expect(await call([...bin, 'which', 'nope'])).toMatchObject({ code: 127 });
});

it.each(bins)('list, through %s', async (...bin) => {
  const { code, stdout } = await call([...bin, 'list']);
  const expected = `├─ repo=.this/role=any
│  ├─ skills
│  │  └─ hello
│  └─ inits
│     └─ hooks/check
└─ repo=acme/role=b
   └─ skills
      └─ other
`;
  expect({ code, stdout }).toEqual({ code: 0, stdout: expected });
  expect(JSON.parse((await call([...bin, 'list', '--json', '--role', 'b'])).stdout)).toEqual({
    roles: [{ repo: 'acme', role: 'b', skills: ['other'], inits: [] }],
  });
});

it('alone it helps with its own commands only', async () => {
  const { code, stdout } = await call([alone, 'help']);
  expect(code).toBe(0);
  expect(stdout).toContain('which');
  expect(stdout).not.toContain('roles list');
  expect(await call([alone, '--version'])).toMatchObject({
    code: 0,
    stdout: '@rhachet/cmd-all 0.0.0\n',
  });
  const unknown = await call([alone, 'whcih']);
  expect(unknown.code).toBe(127);
  expect(unknown.stderr).toContain('did you mean "rhachet which"');
});

it('a closed stdout is no fault: 50 times, nothing on stderr', async () => {
  const script =
    'for ((n = 0; n < 50; n++)); do "$@" help | true; done; "$@" help | head -1; "$@" list --json | true';
  const rhachet = installedBin('rhachet');
  const { stdout, stderr } = await call(['bash', '-c', script, 'bash', rhachet]);
  expect(stderr).toBe('');
  expect(stdout.split('\n')).toHaveLength(2);
});

/** Without what the package manager that runs the tests tells its children. */
const DIRECTLY = {
  npm_command: undefined,
  npm_config_user_agent: undefined,
  npm_execpath: undefined,
};

it('doctor: runtime, launcher, packages, call, .agent; 78 when something is wrong', async () => {
  const well = await run([installedBin('rhachet'), 'doctor'], { cwd: repo.dir, env: DIRECTLY });
  expect(well.code).toBe(0);
  expect(well.stdout).toMatch(
    /^✓ runtime {4}bun 1\.4\.5, .*: the platform package of @rhachet\/runtime$/m,
  );
  expect(well.stdout).toMatch(/^✓ program {4}rhachet 1\.45\.2, .*node_modules\/rhachet$/m);
  expect(well.stdout).toMatch(/^✓ launcher {3}\/bin\/sh, from .*node_modules\/rhachet$/m);
  expect(well.stdout).toMatch(/^✓ package {4}@rhachet\/cmd-run 0\.0\.0, .*: run, run list, rhx$/m);
  expect(well.stdout).toContain('✓ called     directly, not through npx or the like\n');
  expect(well.stdout).toContain('2 roles, 3 skills and inits that run\n');
  const broken = makeRepo({ [`${A}/skills/it's.sh`]: 'echo hi\n' });
  const ill = await run([installedBin('rhachet'), 'doctor'], { cwd: broken.dir });
  expect(ill.code).toBe(78);
  const path = broken.path(A, "skills/it's.sh");
  expect(ill.stdout).toContain(
    `✗ .agent     ${path} is not executable\n  hint: chmod +x '${path.replace("'", "'\\''")}'\n`,
  );
  const json = await run([installedBin('rhachet'), 'doctor', '--json'], { cwd: broken.dir });
  expect((JSON.parse(json.stdout) as { findings: object[] }).findings.length).toBeGreaterThan(5);
  broken.remove();
});

it('doctor names the runtime that was chosen, and npx with what it took', async () => {
  const env = { RHACHET_ENGINE: 'node' };
  const node = await run([installedBin('rhachet'), 'doctor'], { cwd: repo.dir, env });
  expect(node.stdout).toMatch(/^✓ runtime {4}node 2\d\..*: RHACHET_ENGINE says so/m);
  const npx = await run(['npx', '--no-install', 'rhachet', 'doctor'], {
    cwd: project,
    env: DIRECTLY,
  });
  expect(npx).toMatchObject({ code: 0 });
  expect(npx.stdout).toMatch(
    /^! called {5}through npx, which took \d+ ms before rhachet started$/m,
  );
  expect(npx.stdout).toContain('  hint: in hooks and scripts call ./node_modules/.bin/rhachet');
});

it('the gate: which over printing the same path', async () => {
  await assertGate({
    name: 'rhachet which over echo',
    command: [installedBin('rhachet'), 'which', 'hello'],
    direct: ['sh', '-c', 'echo "$0"', repo.path(A, 'skills/deep/hello.sh')],
    budgetMs: 100,
    runs: 30,
    cwd: repo.dir,
  });
});
