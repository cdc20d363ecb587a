// Linking: the layout, the tree that is printed, what is left alone, what is refused.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { isFailure } from '@rhachet/kit';
import { makeRepo, type Repo, makeProject } from '@rhachet/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { chooseRole } from './choose-role.ts';
import { linkRole, type LinkReport } from './link-role.ts';
import { linkText } from './link-text.ts';
import { MECHANIC, mechanic } from './package.fixture.ts';
import { findRolePackages } from './packages.ts';
import type { RoleManifest } from './types.ts';

let repo: Repo;
afterEach(() => repo.remove());

const PACKAGE = 'node_modules/rhachet-roles-acme';
const ROLE = '.agent/repo=acme/role=mechanic';

const LISTED = MECHANIC.replace(
  'dirs: roles/mechanic/skills',
  'dirs: [roles/mechanic/skills]',
).replace(
  'dirs: roles/mechanic/briefs',
  'dirs:\n        - roles/mechanic/briefs\n        - extra/notes',
);

async function link(): Promise<LinkReport> {
  const { packages } = await findRolePackages(repo.dir);
  return linkRole(repo.dir, chooseRole(packages, 'mechanic'));
}

/** What happened, without what did not. */
const changes = ({ entries }: LinkReport): string[] =>
  entries.flatMap(({ path, what }) => (what === 'unchanged' ? [] : [`${what} ${path}`]));

/** Every path below .agent/ with what would change if it were written again. */
function stamps(dir = repo.path('.agent')): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { ino, mtimeNs, ctimeNs } = lstatSync(`${dir}/${name}`, { bigint: true });
      return `${name} ${ino} ${mtimeNs} ${ctimeNs}`;
    });
}

const thrown = async (): Promise<unknown> => {
  try {
    return await link();
  } catch (error) {
    if (!isFailure(error)) throw error;
    return error;
  }
};

it('88: a single path is one relative link; the readmes are links; counts are printed', async () => {
  repo = makeProject({ 'rhachet-roles-acme': mechanic() });
  expect(linkText(await link())).toBe(`📚 link role repo=acme/role=mechanic
   ├─ links
   │  ├── + .agent/readme.md
   │  ├── + .agent/repo=.this/readme.md
   │  ├── + .agent/repo=acme/readme.md
   │  ├── + .agent/repo=acme/.gitignore
   │  ├── + .agent/repo=acme/role=mechanic/readme.md
   │  ├── + .agent/repo=acme/role=mechanic/briefs
   │  ├── + .agent/repo=acme/role=mechanic/skills
   │  └── + .agent/repo=acme/role=mechanic/inits
   └─ stats
       ├── 2 brief(s)
       ├── 2 skill(s)
       └── 1 init(s)
`);
  const links = ['readme.md', 'briefs', 'skills', 'inits'].map((name) =>
    readlinkSync(repo.path(ROLE, name)),
  );
  expect(links).toEqual(
    ['readme.md', 'briefs', 'skills', 'inits'].map(
      (name) => `../../../${PACKAGE}/roles/mechanic/${name}`,
    ),
  );
  expect(readlinkSync(repo.path('.agent/repo=acme/readme.md'))).toBe(`../../${PACKAGE}/readme.md`);
  expect(readFileSync(repo.path(ROLE, 'skills/deep/oil.sh'), 'utf8')).toContain('oiled');
});

it('a second time nothing is written, and that is what is said', async () => {
  repo = makeProject({ 'rhachet-roles-acme': mechanic(LISTED) });
  await link();
  const before = stamps();
  expect(linkText(await link())).toBe(`📚 link role repo=acme/role=mechanic
   ├─ links
   │  ├── ✓ .agent/readme.md (unchanged)
   │  ├── ✓ .agent/repo=.this/readme.md (unchanged)
   │  ├── ✓ .agent/repo=acme/readme.md (unchanged)
   │  ├── ✓ .agent/repo=acme/.gitignore (unchanged)
   │  ├── ✓ .agent/repo=acme/role=mechanic/readme.md (unchanged)
   │  ├── ✓ .agent/repo=acme/role=mechanic/briefs/briefs (unchanged)
   │  ├── ✓ .agent/repo=acme/role=mechanic/skills/skills (unchanged)
   │  └── ✓ .agent/repo=acme/role=mechanic/inits (unchanged)
   └─ stats
       ├── 2 brief(s)
       ├── 2 skill(s)
       └── 1 init(s)
`);
  expect(stamps()).toEqual(before);
});

it('89: a list is a directory of links; what is no longer declared is removed and said', async () => {
  repo = makeProject({ 'rhachet-roles-acme': { ...mechanic(LISTED), 'extra/notes/n.md': '' } });
  await link();
  expect(readdirSync(repo.path(ROLE, 'briefs')).sort()).toEqual(['briefs', 'notes']);
  expect(readlinkSync(repo.path(ROLE, 'briefs/notes'))).toBe(`../../../../${PACKAGE}/extra/notes`);
  repo.write({ [`${PACKAGE}/rhachet.repo.yml`]: LISTED.replace('\n        - extra/notes', '') });
  const report = await link();
  expect(changes(report)).toEqual([`removed ${ROLE}/briefs/notes`]);
  expect(linkText(report)).toContain(`- ${ROLE}/briefs/notes (removed)\n`);
  expect(readdirSync(repo.path(ROLE, 'briefs'))).toEqual(['briefs']);
});

it('from a single path to a list and back: the links of the one go, those of the other come', async () => {
  repo = makeProject({ 'rhachet-roles-acme': mechanic() });
  await link();
  repo.write({ [`${PACKAGE}/rhachet.repo.yml`]: LISTED });
  expect(changes(await link())).toEqual([
    `removed ${ROLE}/briefs`,
    `created ${ROLE}/briefs/briefs`,
    `removed ${ROLE}/skills`,
    `created ${ROLE}/skills/skills`,
  ]);
  expect(existsSync(repo.path(ROLE, 'skills/skills/fix.sh'))).toBe(true);
  repo.write({ [`${PACKAGE}/rhachet.repo.yml`]: MECHANIC });
  expect(changes(await link())).toEqual([`updated ${ROLE}/briefs`, `updated ${ROLE}/skills`]);
  expect(existsSync(repo.path(ROLE, 'skills/fix.sh'))).toBe(true);
  expect(existsSync(repo.path(PACKAGE, 'roles/mechanic/skills/fix.sh'))).toBe(true);
  expect(readdirSync(repo.path('.agent/repo=acme')).sort()).toEqual([
    '.gitignore',
    'readme.md',
    'role=mechanic',
  ]);
});

it('90: the readmes are written once, the .gitignore not for .this, the root .gitignore never', async () => {
  repo = makeProject({ 'rhachet-roles-acme': mechanic() }, { '.gitignore': 'mine\n' });
  await link();
  const ignore = readFileSync(repo.path('.agent/repo=acme/.gitignore'), 'utf8').split('\n');
  expect([ignore.length, ignore.slice(-2)]).toEqual([6, ['*', '']]);
  expect(existsSync(repo.path('.agent/repo=.this/.gitignore'))).toBe(false);
  expect(readFileSync(repo.path('.gitignore'), 'utf8')).toBe('mine\n');
  repo.write({ '.agent/readme.md': 'my own', '.agent/repo=.this/readme.md': 'mine too' });
  await link();
  expect(readFileSync(repo.path('.agent/readme.md'), 'utf8')).toBe('my own');
  expect(readFileSync(repo.path('.agent/repo=.this/readme.md'), 'utf8')).toBe('mine too');
});

it('91: a stale .gitignore is rewritten, a right one is not', async () => {
  repo = makeProject(
    { 'rhachet-roles-acme': mechanic() },
    { '.agent/repo=acme/.gitignore': '*.log\n' },
  );
  expect(linkText(await link())).toContain('↻ .agent/repo=acme/.gitignore (updated)');
  expect(linkText(await link())).toContain('✓ .agent/repo=acme/.gitignore (unchanged)');
});

it('92: boot.yml and keyrack.yml are links, and listed, only when declared; undeclared later they go', async () => {
  const declared = `${MECHANIC}    boot: roles/mechanic/boot.yml\n    keyrack: roles/mechanic/keys.yml\n`;
  const files = { 'roles/mechanic/boot.yml': '', 'roles/mechanic/keys.yml': '' };
  repo = makeProject({ 'rhachet-roles-acme': { ...mechanic(), ...files } });
  expect(linkText(await link())).not.toMatch('boot.yml|keyrack.yml');
  repo.write({ [`${PACKAGE}/rhachet.repo.yml`]: declared });
  expect(changes(await link())).toEqual([
    `created ${ROLE}/boot.yml`,
    `created ${ROLE}/keyrack.yml`,
  ]);
  expect(readlinkSync(repo.path(ROLE, 'keyrack.yml'))).toBe(
    `../../../${PACKAGE}/roles/mechanic/keys.yml`,
  );
  repo.write({ [`${PACKAGE}/rhachet.repo.yml`]: MECHANIC });
  expect(changes(await link())).toEqual([
    `removed ${ROLE}/boot.yml`,
    `removed ${ROLE}/keyrack.yml`,
  ]);
});

it('without counts the tree ends with the links', async () => {
  repo = makeProject({
    'rhachet-roles-acme': { 'rhachet.repo.yml': 'slug: acme\nroles: [{ slug: mechanic }]\n' },
  });
  expect(linkText(await link())).toBe(`📚 link role repo=acme/role=mechanic
   ├─ links
      ├── + .agent/readme.md
      ├── + .agent/repo=.this/readme.md
      └── + .agent/repo=acme/.gitignore
`);
});

it('sources that are missing are skipped; what an earlier version had there goes', async () => {
  repo = makeProject({ 'rhachet-roles-acme': mechanic(LISTED) });
  await link();
  rmSync(repo.path(PACKAGE, 'roles/mechanic/briefs'), { recursive: true });
  rmSync(repo.path(PACKAGE, 'roles/mechanic/inits'), { recursive: true });
  expect(changes(await link())).toEqual([`removed ${ROLE}/briefs`, `removed ${ROLE}/inits`]);
});

describe('95: what is outside the repository becomes read-only', () => {
  const modes = (root: string): Record<string, string> =>
    Object.fromEntries(
      ['', 'a.sh', 'b.md', 'deep', 'deep/c'].map((name) => [
        name,
        (statSync(`${root}/${name}`).mode & 0o777).toString(8),
      ]),
    );
  const files = {
    'a.sh': { text: '', mode: 0o644 },
    'b.md': '',
    'deep/c': '#!/bin/sh\n',
  };
  const role = (path: string): RoleManifest => ({
    slug: 'mechanic',
    briefs: [],
    skills: [path],
    inits: [],
    lists: [],
    exec: [],
  });
  const linkFrom = (path: string): LinkReport =>
    linkRole(repo.dir, {
      package: { name: 'use', dir: repo.dir, trusted: true, manifest: { slug: 'acme', roles: [] } },
      role: role(path),
    });

  it('external: 0555, and 0444 for what is no script', () => {
    repo = makeRepo();
    const outside = makeRepo(files, { git: false });
    linkFrom(outside.dir);
    expect(modes(outside.dir)).toEqual({
      '': '555',
      'a.sh': '555',
      'b.md': '444',
      deep: '555',
      'deep/c': '555',
    });
    expect(realpathSync(repo.path(ROLE, 'skills'))).toBe(outside.dir);
    for (const name of ['deep', '']) chmodSync(outside.path(name), 0o755);
    outside.remove();
  });

  it('inside, or kept by a package manager: as it was', () => {
    repo = makeRepo({ 'src/a.sh': files['a.sh'], 'src/b.md': '', 'src/deep/c': '#!/bin/sh\n' });
    linkFrom('src');
    const before = { '': '755', 'a.sh': '644', 'b.md': '644', deep: '755', 'deep/c': '755' };
    expect(modes(repo.path('src'))).toEqual(before);
    const store = makeRepo(
      Object.fromEntries(
        Object.entries(files).map(([name, file]) => [`node_modules/p/${name}`, file]),
      ),
      { git: false },
    );
    linkFrom(store.path('node_modules/p'));
    expect(modes(store.path('node_modules/p'))).toEqual(before);
    store.remove();
  });
});

it('95: a directory that holds the repository stays as it is', () => {
  const outer = makeRepo({ 'shared/x.md': '', 'inner/.git/x': '' }, { git: false });
  repo = outer;
  linkRole(outer.path('inner'), {
    package: {
      name: 'use',
      dir: outer.path('inner'),
      trusted: true,
      manifest: { slug: 'acme', roles: [] },
    },
    role: { slug: 'mechanic', briefs: ['..'], skills: [], inits: [], lists: [], exec: [] },
  });
  expect(statSync(outer.path('shared/x.md')).mode & 0o777).toBe(0o644);
  expect(statSync(outer.path('inner')).mode & 0o222).not.toBe(0);
});

describe('the package says where to, but not everywhere', () => {
  it('a link that leads out of the package is refused, and nothing is linked', async () => {
    repo = makeProject({ 'rhachet-roles-acme': mechanic() }, { 'secret/x.md': '' });
    rmSync(repo.path(PACKAGE, 'roles/mechanic/briefs'), { recursive: true });
    symlinkSync('../../../../secret', repo.path(PACKAGE, 'roles/mechanic/briefs'));
    expect(await thrown()).toMatchObject({
      exit: 78,
      message: `"roles/mechanic/briefs" of rhachet-roles-acme leads out of the package: ${repo.path('secret')}`,
    });
    expect(existsSync(repo.path('.agent'))).toBe(false);
  });

  it('a file where a directory is declared; two directories of one name', async () => {
    repo = makeProject({
      'rhachet-roles-acme': mechanic(MECHANIC.replace('mechanic/skills', 'mechanic/readme.md')),
    });
    expect(await thrown()).toMatchObject({
      exit: 78,
      message: expect.stringContaining('is not a directory') as string,
    });
    const twice = LISTED.replace('extra/notes', 'other/briefs');
    repo.write({ [`${PACKAGE}/rhachet.repo.yml`]: twice, [`${PACKAGE}/other/briefs/x.md`]: '' });
    expect(await thrown()).toMatchObject({
      exit: 78,
      message: expect.stringContaining('would both be') as string,
    });
  });

  it('a package that is itself linked into node_modules (pnpm) is linked through node_modules', async () => {
    repo = makeProject({});
    repo.write({
      'package.json': '{"dependencies":{"rhachet-roles-acme":"1"}}',
      ...Object.fromEntries(
        Object.entries(mechanic()).map(([name, file]) => [
          `node_modules/.pnpm/acme@1/node_modules/acme/${name}`,
          file,
        ]),
      ),
      'node_modules/.pnpm/acme@1/node_modules/acme/package.json': '{}',
      'node_modules/rhachet-roles-acme': { link: '.pnpm/acme@1/node_modules/acme' },
    });
    await link();
    expect(readlinkSync(repo.path(ROLE, 'skills'))).toBe(
      `../../../${PACKAGE}/roles/mechanic/skills`,
    );
    expect(existsSync(repo.path(ROLE, 'skills/fix.sh'))).toBe(true);
  });
});

it('a registry that knows where pnpm keeps its package is linked through node_modules, too', () => {
  const kept = 'node_modules/.pnpm/acme@1/node_modules/@x/rhachet-roles-acme';
  repo = makeRepo({
    [`${kept}/skills/a.sh`]: '',
    [`${kept}/deep/node_modules/other/b.md`]: '',
    'node_modules/@x/rhachet-roles-acme': {
      link: '../.pnpm/acme@1/node_modules/@x/rhachet-roles-acme',
    },
  });
  linkRole(repo.dir, {
    package: { name: 'use', dir: repo.dir, trusted: true, manifest: { slug: 'acme', roles: [] } },
    role: {
      slug: 'mechanic',
      skills: [repo.path(kept, 'skills')],
      briefs: [repo.path(kept, 'deep/node_modules/other')],
      inits: [],
      lists: [],
      exec: [],
    },
  });
  expect(readlinkSync(repo.path(ROLE, 'skills'))).toBe(
    '../../../node_modules/@x/rhachet-roles-acme/skills',
  );
  expect(readlinkSync(repo.path(ROLE, 'briefs'))).toBe(`../../../${kept}/deep/node_modules/other`);
});

describe('files that somebody put there', () => {
  it('in a linked repo: replaced where a link belongs, left where none does', async () => {
    const manifest = MECHANIC.replace(/ {4}briefs:\n.*\n/, '');
    repo = makeProject(
      { 'rhachet-roles-acme': mechanic(manifest) },
      { [`${ROLE}/skills/old.sh`]: '#!/bin/sh\n', [`${ROLE}/briefs/mine.md`]: '' },
    );
    expect(changes(await link())).toContain(`updated ${ROLE}/skills`);
    expect(existsSync(repo.path(ROLE, 'skills/fix.sh'))).toBe(true);
    expect(existsSync(repo.path(ROLE, 'briefs/mine.md'))).toBe(true);
  });

  const own =
    (skills: string[], lists: RoleManifest['lists'] = []) =>
    () =>
      linkRole(repo.dir, {
        package: {
          name: 'use',
          dir: repo.dir,
          trusted: true,
          manifest: { slug: '.this', roles: [] },
        },
        role: { slug: 'any', briefs: [], skills, inits: [], lists, exec: [] },
      });

  it('in .this: never replaced; a role that is its own source stays as it is', () => {
    const at = '.agent/repo=.this/role=any/skills';
    repo = makeRepo({ [`${at}/a/mine.sh`]: '#!/bin/sh\n', 'src/x.sh': '' });
    expect(own(['src'])).toThrow('is no link, but a directory of this repository');
    expect(own([`${at}/a`], ['skills'])).toThrow('its source');
    expect(own([at])().entries.at(-1)).toEqual({ path: at, what: 'unchanged' });
    expect(existsSync(repo.path(at, 'a/mine.sh'))).toBe(true);
    expect(existsSync(repo.path('.agent/repo=.this/.gitignore'))).toBe(false);
  });

  it('in .this: a link that was made before is replaced', () => {
    repo = makeRepo({ 'one/x.sh': '', 'two/x.sh': '' });
    own(['one'])();
    expect(own(['two'])().entries.at(-1)).toMatchObject({ what: 'updated' });
    own(['one', 'two'], ['skills'])();
    own(['two'], ['skills'])();
    expect(readdirSync(repo.path('.agent/repo=.this/role=any/skills'))).toEqual(['two']);
  });
});

it('.agent/ that is a link: the links in it lead to the right place', async () => {
  repo = makeProject({ 'rhachet-roles-acme': mechanic() });
  const elsewhere = makeRepo({ 'deep/down/x': '' }, { git: false });
  symlinkSync(elsewhere.path('deep/down'), repo.path('.agent'));
  await link();
  expect(existsSync(repo.path(ROLE, 'skills/fix.sh'))).toBe(true);
  expect(existsSync(repo.path('.agent/repo=acme/readme.md'))).toBe(true);
  elsewhere.remove();
});

it('what was committed leaves the index when the directory is ignored, and stays on disk', async () => {
  repo = makeProject({ 'rhachet-roles-acme': mechanic() }, { '.agent/repo=acme/old.md': '' });
  rmSync(repo.path('.git'), { recursive: true });
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: repo.dir, encoding: 'utf8' });
  git('init', '-q');
  git('add', '.agent');
  await link();
  expect(git('ls-files', '--cached', '.agent')).toBe('');
  expect(existsSync(repo.path('.agent/repo=acme/old.md'))).toBe(true);
});

it('.agent is a file: exit 78, one line', async () => {
  repo = makeProject({ 'rhachet-roles-acme': mechanic() }, { '.agent': 'a file' });
  expect(await thrown()).toMatchObject({
    exit: 78,
    message: expect.stringContaining('cannot link') as string,
  });
});

it('what a killed process left is swept, what a living one has is not', async () => {
  repo = makeProject({ 'rhachet-roles-acme': mechanic() });
  await link();
  const host = execFileSync('hostname', { encoding: 'utf8' })
    .trim()
    .replace(/[^\w.]/g, '_');
  const dead = execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }).trim();
  const scratch = (pid: string | number): string => `.agent/repo=acme/.linking-${host}-${pid}-abc`;
  repo.write({ [`${scratch(dead)}/1`]: '', [`${scratch(process.ppid)}/1`]: '' });
  await link();
  expect([
    existsSync(repo.path(scratch(dead))),
    existsSync(repo.path(scratch(process.ppid))),
  ]).toEqual([false, true]);
});
