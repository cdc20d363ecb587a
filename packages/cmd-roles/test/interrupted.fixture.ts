// A role in two versions, and what may be found of it while it is linked, and after a link was killed.
import { spawn } from 'node:child_process';
import { lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { installedBin, makeRepo, type Repo, run } from '@rhachet/testing';
import { expect } from 'vitest';

const rhachet = installedBin('rhachet');
const ROLE = '.agent/repo=acme/role=mechanic';

const config = (dirs: Record<string, string | string[]>): string => {
  const uri = (path: string) => ({ uri: path });
  const at = (kind: string) => {
    const paths = dirs[kind] ?? [];
    return { dirs: typeof paths === 'string' ? uri(paths) : paths.map(uri) };
  };
  const role = { slug: 'mechanic', briefs: at('briefs'), skills: at('skills'), inits: at('inits') };
  const registry = { slug: 'acme', roles: [role] };
  return `export const getRoleRegistries = () => [${JSON.stringify(registry)}];\n`;
};

/** Version 1 and 2 of every kind are one path in the one and a list in the other; `same1` and `same2` have one form. */
export function makeVersions(): Repo {
  const version = (name: string) => ({
    [`${name}/skills/x.sh`]: `#!/bin/sh\necho ${name}\n`,
    [`${name}/tools/only-${name}.sh`]: '#!/bin/sh\n',
    [`${name}/briefs/b.md`]: name,
    [`${name}/notes/c.md`]: name,
    [`${name}/inits/i.sh`]: '#!/bin/sh\n',
  });
  return makeRepo({
    ...version('one'),
    ...version('two'),
    'v1.mjs': config({
      skills: 'one/skills',
      briefs: ['one/briefs', 'one/notes'],
      inits: 'one/inits',
    }),
    'v2.mjs': config({
      skills: ['two/skills', 'two/tools'],
      briefs: 'two/briefs',
      inits: ['two/inits'],
    }),
    'same1.mjs': config({ skills: 'one/skills', briefs: ['one/briefs'] }),
    'same2.mjs': config({ skills: 'two/skills', briefs: ['two/briefs'] }),
  });
}

export const linkWords = (version: string): string[] => [
  rhachet,
  'roles',
  'link',
  '--role',
  'mechanic',
  '--config',
  `${version}.mjs`,
];

export const linkVersion = (repo: Repo, version: string) =>
  run(linkWords(version), { cwd: repo.dir });

/** What stands at a kind: the target of the one link, or the entries and their targets. */
function found(repo: Repo, kind: string): string {
  const path = repo.path(ROLE, kind);
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat) return 'nothing';
  if (stat.isSymbolicLink()) return readlinkSync(path);
  return readdirSync(path)
    .sort()
    .map((name) => `${name} -> ${readlinkSync(`${path}/${name}`)}`)
    .join(', ');
}

const one = (path: string): string => `../../../${path}`;
const entry = (path: string): string =>
  `${path.slice(path.indexOf('/') + 1)} -> ../../../../${path}`;

const WHOLE: Record<string, string[]> = {
  skills: [one('one/skills'), `${entry('two/skills')}, ${entry('two/tools')}`],
  briefs: [`${entry('one/briefs')}, ${entry('one/notes')}`, one('two/briefs')],
  inits: [one('one/inits'), entry('two/inits')],
};

/** Every kind is wholly version 1 or wholly version 2, and the skill can be run. */
export async function expectWhole(repo: Repo, when: string): Promise<void> {
  for (const [kind, versions] of Object.entries(WHOLE))
    expect(versions, `${kind} ${when}`).toContain(found(repo, kind));
  const result = await run([rhachet, 'run', '--skill', 'x'], { cwd: repo.dir });
  expect(['one\n', 'two\n'], `the skill ${when}`).toContain(result.stdout);
}

/** Once a link has run to its end nothing is left of those that were killed. */
export async function expectClean(repo: Repo): Promise<void> {
  expect(await linkVersion(repo, 'v1')).toMatchObject({ code: 0, stderr: '' });
  expect(readdirSync(repo.path('.agent/repo=acme')).sort()).toEqual([
    '.gitignore',
    'role=mechanic',
  ]);
  expect(readdirSync(repo.path(ROLE)).sort()).toEqual(['briefs', 'inits', 'skills']);
}

/** Starts a link and kills it after some milliseconds, or lets it end if it is quicker. */
export async function linkKilled(repo: Repo, version: string, afterMs: number): Promise<void> {
  const [file = '', ...args] = linkWords(version);
  const child = spawn(file, args, { cwd: repo.dir, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('close', resolve));
  await pause(afterMs);
  child.kill('SIGKILL');
  await ended;
}

/** Kills `count` links at moments spread over the time that a link takes. */
export async function killAtRandom(repo: Repo, count: number): Promise<void> {
  expect(await linkVersion(repo, 'v1')).toMatchObject({ code: 0 });
  const start = performance.now();
  expect(await linkVersion(repo, 'v2')).toMatchObject({ code: 0 });
  const takes = performance.now() - start;
  for (let at = 0; at < count; at += 1) {
    const after = Math.random() * takes * 1.2;
    await linkKilled(repo, at % 2 === 0 ? 'v1' : 'v2', after);
    await expectWhole(repo, `after a kill at ${after.toFixed(1)} of ${takes.toFixed(1)} ms`);
  }
  await expectClean(repo);
}

/** Two processes link two versions `count` times each; the skill is run all the while. */
export async function runWhileLinking(repo: Repo, count: number): Promise<number> {
  expect(await linkVersion(repo, 'same1')).toMatchObject({ code: 0 });
  let linking = 2;
  const linker = async (versions: string[]): Promise<void> => {
    for (let at = 0; at < count; at += 1) {
      const result = await linkVersion(repo, versions[at % 2] ?? '');
      expect(result).toMatchObject({ code: 0, stderr: '' });
    }
    linking -= 1;
  };
  const runner = async (): Promise<number> => {
    let runs = 0;
    for (; linking > 0; runs += 1) {
      const { code, stdout, stderr } = await run([rhachet, 'run', '--skill', 'x'], {
        cwd: repo.dir,
      });
      expect({ code, stderr }, `run ${runs}`).toEqual({ code: 0, stderr: '' });
      expect(['one\n', 'two\n']).toContain(stdout);
    }
    return runs;
  };
  const [runs] = await Promise.all([
    runner(),
    linker(['same1', 'same2']),
    linker(['same2', 'same1']),
  ]);
  return runs;
}
