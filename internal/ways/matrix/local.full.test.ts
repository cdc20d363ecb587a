// Each package manager installs into a project as its user would, and every way of calling a bin works there.
import { type ManagerName, managerNames } from '@rhachet/package-managers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runtimesIn } from './runtimes.ts';
import { makeSandbox, type Sandbox } from './sandbox.ts';
import { WORDS } from './words.ts';

const SCRIPTS = /script|allow-?builds|approve|trusted/i;
const good = { code: 0, stdout: '<a><b c>' };

/** An installation, its output, and the sandbox in which it was made. */
async function installed(manager: ManagerName, packages: string) {
  const files = {
    'package.json': JSON.stringify({
      name: 'project',
      private: true,
      scripts: { words: 'rhachet run --skill args a "b c"' },
    }),
  };
  const sandbox = makeSandbox({ manager, files });
  const result = await sandbox.sh(`${WORDS[manager].add} ${packages}`);
  return { sandbox, result };
}

describe.each(managerNames)('%s', (manager) => {
  const { exec, script } = WORDS[manager];
  let sandbox: Sandbox;

  describe('rhachet', () => {
    beforeAll(async () => {
      const { result, ...made } = await installed(manager, 'rhachet');
      ({ sandbox } = made);
      const said = result.stdout + result.stderr;
      expect(result.code, said).toBe(0);
      expect(said).not.toMatch(SCRIPTS);
    });
    afterAll(() => sandbox.remove());

    it('runs a skill, through the runtime and then without it', async () => {
      const line = 'node_modules/.bin/rhachet run --skill args a "b c"';
      expect(await sandbox.sh(line)).toMatchObject({ ...good, stderr: '' });
      expect(await sandbox.sh(line)).toMatchObject({ ...good, stderr: '' });
      const traced = await sandbox.sh(line, { env: { RHACHET_TRACE: '1' } });
      expect(traced).toMatchObject(good);
      expect(traced.stderr).toContain('command.loaded');
    });

    it('explains a choice, on the one runtime that is on disk', async () => {
      const { code, stdout } = await sandbox.sh(
        'node_modules/.bin/rhachet run --explain --skill args',
      );
      expect({ code, stdout }).toMatchObject({ code: 0 });
      expect(stdout).toContain('args.sh');
      expect(runtimesIn(sandbox.path('.'))).toHaveLength(1);
    });

    it(`runs by "${exec} rhachet" and "${exec} rhx"`, async () => {
      const { sh } = sandbox;
      expect(await sh(`${exec} rhachet run --skill args a "b c"`)).toMatchObject(good);
      expect(await sh(`${exec} rhx args a "b c"`)).toMatchObject(good);
      expect(await sh(`${exec} rhx exit 0`)).toMatchObject({ code: 0 });
      expect((await sh(`${exec} rhx exit 7`)).code).not.toBe(0);
    });

    it(`runs by "${script}"`, async () => {
      expect(await sandbox.sh(`${script} words`)).toMatchObject(good);
    });

    it('says its version and finds nothing wrong with itself', async () => {
      const version = await sandbox.sh('node_modules/.bin/rhachet --version');
      expect(version.stdout).toMatch(/@rhachet\/cmd-run +0\.2\.0/);
      const doctor = await sandbox.sh('node_modules/.bin/rhachet doctor');
      expect(doctor).toMatchObject({ code: 0, stderr: '' });
      expect(doctor.stdout).not.toContain('✗');
    });
  });

  it('@rhachet/cmd-run alone runs a skill', async () => {
    const alone = await installed(manager, '@rhachet/cmd-run');
    expect(alone.result, alone.result.stderr).toMatchObject({ code: 0 });
    const { sh, dir, remove } = alone.sandbox;
    expect(await sh('node_modules/.bin/cmd-run --skill args a "b c"')).toMatchObject(good);
    expect(await sh(`${exec} cmd-run --skill args a "b c"`)).toMatchObject(good);
    expect(runtimesIn(dir)).toHaveLength(1);
    remove();
  });

  it('@rhachet/perf-harness alone measures', async () => {
    const alone = await installed(manager, '@rhachet/perf-harness');
    expect(alone.result, alone.result.stderr).toMatchObject({ code: 0 });
    const { sh, dir, remove } = alone.sandbox;
    const help = await sh(`${exec} perf-harness --help`);
    expect(help).toMatchObject({ code: 0 });
    expect(help.stdout).toContain('perf-harness');
    expect(runtimesIn(dir)).toHaveLength(0);
    remove();
  });
});
