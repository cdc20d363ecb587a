// What strangers stumble over in packages of other people: each is a fault that users filed against some program.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { hasTool, installedBin, makeRepo, project, run } from '@rhachet/testing';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const require = createRequire(join(project, 'package.json'));

interface Manifest {
  name: string;
  bin?: Record<string, string>;
}

const installed = readdirSync(join(root, 'packages')).map((folder) => {
  const name = folder === 'rhachet' ? folder : `@rhachet/${folder}`;
  const dir = join(project, 'node_modules', name);
  const { bin = {} } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as Manifest;
  return { name, folder, dir, bins: Object.entries(bin) };
});

it.each(installed)('$name: its package.json can be asked for', ({ name, dir }) => {
  expect(require.resolve(`${name}/package.json`)).toBe(join(dir, 'package.json'));
});

describe.each(installed.filter(({ bins }) => bins.length > 0))('$name', ({ folder, dir, bins }) => {
  it('has a bin of its own name, which is what npx looks for among several', () => {
    expect(bins.map(([bin]) => bin)).toContain(folder);
  });

  it('its bins start on BusyBox and without a carriage return', () => {
    for (const [, path] of bins) {
      const text = readFileSync(join(dir, path), 'utf8');
      expect(text).toMatch(/^#!(\/bin\/sh|\/usr\/bin\/env node)\n/);
      expect(text).not.toContain('\r');
    }
  });

  const noGit = !hasTool('git');
  it.skipIf(noGit)(
    `its bins are there before the first build, so that installing a clone links them${noGit ? ' (git is not installed)' : ''}`,
    () => {
      const paths = bins.map(([, path]) => join('packages', folder, path));
      const listed = ['ls-files', '--error-unmatch', '--', ...paths];
      expect(execFileSync('git', listed, { cwd: root, encoding: 'utf8' }).split('\n')).toHaveLength(
        paths.length + 1,
      );
    },
  );
});

describe('with stdin, stdout and stderr closed, as some schedulers start a program', () => {
  const repo = makeRepo({
    '.agent/repo=.this/role=any/skills/touch.sh': '#!/bin/sh\n: >done\nexit 4\n',
  });
  const closed = (bin: string, ...words: string[]) =>
    run(['sh', '-c', '"$@" <&- >&- 2>&-', 'sh', bin, ...words], { cwd: repo.dir });

  it.each(['bun', 'node'])('on %s it asks nothing, and ends as the skill does', async (engine) => {
    const env = { RHACHET_ENGINE: engine };
    const words = ['sh', '-c', '"$@" <&- >&- 2>&-', 'sh', installedBin('rhachet')];
    const call = await run([...words, 'run', '--skill', 'touch'], { cwd: repo.dir, env });
    expect(call.code).toBe(4);
    expect(readdirSync(repo.dir)).toContain('done');
  });

  it('an error is its exit code', async () => {
    expect(await closed(installedBin('rhachet'), 'run', '--skill', 'nope')).toMatchObject({
      code: 127,
    });
    repo.remove();
  });
});
