// Real trees, walked by both implementations of the file system: Node's in this process, Bun's in one Bun process.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as build from '@rhachet/build';
import { type Files, makeRepo, type Repo } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRoles, type Role } from './roles.ts';
import { findTargets, type Target } from './targets.ts';
import { walk } from './walk.ts';

const { bunPath } = build;

const to = (link: string) => ({ link });
const numbered = (count: number, files: (at: number) => Files): Files =>
  Object.assign({}, ...Array.from({ length: count }, (_, at) => files(at))) as Files;

/** What to walk is `in/`. */
const trees: Record<string, [Files, found: string[]]> = {
  'no such directory': [{}, []],
  'a file where a directory should be': [{ in: '' }, []],
  'a broken link where a directory should be': [{ in: to('nowhere') }, []],
  'a link to itself where a directory should be': [{ in: to('in') }, []],
  'a link where a directory should be': [{ in: to('out'), 'out/a': '' }, ['a']],
  'files at any depth, hidden ones too': [
    { 'in/a': '', 'in/b/c': '', 'in/b/d/e/f': '', 'in/.g': '', 'in/.h/.i': '' },
    ['.g', '.h/.i', 'a', 'b/c', 'b/d/e/f'],
  ],
  'odd names': [
    {
      'in/é🪨/ü': '',
      'in/a\nb/c\nd': '',
      'in/ a /b c ': '',
      'in/-r/--x': '',
      'in/*/?[a]{b,c}\'"\\': '',
    },
    [' a /b c ', '*/?[a]{b,c}\'"\\', '-r/--x', 'a\nb/c\nd', 'é🪨/ü'],
  ],
  'links to files': [
    {
      'in/a': '',
      'in/b': to('a'),
      'in/c/d': to('../../out'),
      'in/e': to('b'),
      out: '',
    },
    ['a', 'b', 'c/d', 'e'],
  ],
  'links to directories, and through them to others': [
    { 'in/a/b': to('../../out'), 'out/c': '', 'out/d': to('../far'), 'far/e/f': '' },
    ['a/b/c', 'a/b/d/e/f'],
  ],
  'links that lead nowhere': [
    {
      'in/a': '',
      'in/b': to('nowhere'),
      'in/c': to('c'),
      'in/d': to('e'),
      'in/e': to('d'),
      'in/f': to('a/x'),
    },
    ['a'],
  ],
  'links to what holds them': [
    {
      'in/a': '',
      'in/b/c': to('.'),
      'in/b/d': to('..'),
      'in/b/e': to('../..'),
      'in/f': to('/'),
      'in/b/g': to('../b'),
      'in/b/x': '',
    },
    ['a', 'b/x'],
  ],
  'a way out and back in': [
    { 'in/a': '', 'in/b': to('../out'), 'out/c': '', 'out/d': to('../in'), 'out/e': to('..') },
    ['a', 'b/c'],
  ],
  'two directories that link to each other': [
    { 'in/a/b': to('../c'), 'in/c/d': to('../a'), 'in/a/x': '', 'in/c/y': '' },
    ['a/b/y', 'a/x', 'c/d/x', 'c/y'],
  ],
  'two ways into two directories that link to each other': [
    {
      'in/a': to('../p'),
      'in/b': to('../q'),
      'p/x': '',
      'p/q': to('../q'),
      'q/y': '',
      'q/p': to('../p'),
    },
    ['a/q/y', 'a/x'],
  ],
  'a diamond: reached once, by the first name': [
    { 'in/b': to('../out'), 'in/a': to('../out'), 'in/c/d': to('../../out'), 'out/x': '' },
    ['a/x'],
  ],
  'a directory of the tree, linked again': [{ 'in/b/x': '', 'in/a': to('b') }, ['a/x', 'b/x']],
  'a lattice with 2^20 ways': [
    {
      ...numbered(20, (at) => ({
        [`out/${at}/a`]: to(`../${at + 1}`),
        [`out/${at}/b`]: to(`../${at + 1}`),
      })),
      'out/20/x': '',
      'in/0': to('../out/0'),
    },
    [`0${'/a'.repeat(20)}/x`],
  ],
  'a FIFO, and a link to it': [{ 'in/a': '', 'in/b': to('fifo') }, ['a']],
  'devices, and files of the kernel': [
    { 'in/a': to('/dev/null'), 'in/b': to('/dev/zero'), 'in/c': to('/proc/self/status') },
    process.platform === 'linux' ? ['c'] : [],
  ],
};

const SEED = Number(process.env.RHACHET_SEED ?? 1);
const RANDOM = 100;
const NAMES =
  'a b .c repo=x repo= repo=y role=r role= role=s skills skills x.sh y é🪨 -d * [a] {b,c} a\\b'.split(
    ' ',
  );

/**
 * Files, directories and links of all kinds below `root`, 30 of them at the most. No link leads to `/`: a role's
 * `skills` that does is walked in full.
 */
function plant(root: string, seed: number): void {
  let state = seed;
  const below = (most: number): number => (state = (state * 48271) % 2147483647) % most;
  const oneOf = (items: string[]): string => items[below(items.length)] ?? '';
  const dirs = ['', 'repo=x', 'repo=x/role=r', 'repo=x/role=r/skills'].map((dir) =>
    join(root, dir),
  );
  const all = [...dirs];
  const link = (path: string, at: string): void => {
    const other = oneOf(all);
    const near = relative(at, other) || '.';
    symlinkSync(oneOf(['nowhere', '.', '..', path, other, other, near, near]), path);
  };
  const makeDirectory = (path: string): void => {
    mkdirSync(path);
    dirs.push(path);
  };
  const file = (mode: number) => (path: string) => writeFileSync(path, '', { mode });
  const make = [link, link, link, link, ...Array<typeof makeDirectory>(4).fill(makeDirectory)];
  make.push(file(0o755), file(0o755), file(0o644));
  for (let left = 5 + below(26); left > 0; left -= 1) {
    const at = oneOf(dirs);
    const path = join(at, oneOf(NAMES));
    if (all.includes(path)) continue;
    make[below(make.length)]?.(path, at);
    all.push(path);
  }
}

interface Found {
  files: string[];
  roles: Role[];
  skills: Target[];
}

const find = (dir: string): Found => {
  const roles = findRoles(dir);
  return { files: walk(dir).sort(), roles, skills: findTargets(roles, 'skill') };
};

let repo: Repo;
const byBun = new Map<string, Found>();
/** Below a directory whose own name is a pattern. */
const dirOf = (name: string | number): string => repo.path('[b] {c,d} *', String(name), 'in');

beforeAll(() => {
  repo = makeRepo();
  for (const [name, [files]] of Object.entries(trees)) {
    const entries = Object.entries(files);
    repo.write(
      Object.fromEntries(entries.map(([path, file]) => [`[b] {c,d} */${name}/${path}`, file])),
    );
  }
  execFileSync('mkfifo', [join(dirOf('a FIFO, and a link to it'), 'fifo')]);
  for (let at = 0; at < RANDOM; at += 1) {
    mkdirSync(join(dirOf(at), 'repo=x/role=r/skills'), { recursive: true });
    plant(dirOf(at), SEED * 1000 + at);
  }
  const names = [...Object.keys(trees), ...Array.from({ length: RANDOM }, (_, at) => String(at))];
  const fixture = join(import.meta.dirname, 'walk.fixture.ts');
  const words = ['--conditions=@rhachet/source', 'run', fixture, ...names.map(dirOf)];
  const text = execFileSync(bunPath(), words, { encoding: 'utf8', maxBuffer: 1e8 });
  const found = JSON.parse(text) as Found[];
  for (const [at, name] of names.entries()) byBun.set(name, found[at]!);
});
afterAll(() => repo.remove());

describe.each(['node', 'bun'])('%s', (runtime) => {
  it.each(Object.entries(trees))('%s', (name, [, found]) => {
    expect(runtime === 'node' ? walk(dirOf(name)).sort() : byBun.get(name)?.files).toEqual(found);
  });
});

it(`both find the same in ${RANDOM} random trees`, () => {
  const seen = { files: 0, roles: 0, skills: 0, executable: 0 };
  for (let at = 0; at < RANDOM; at += 1) {
    const found = find(dirOf(at));
    expect(byBun.get(String(at)), `RHACHET_SEED=${SEED} tree ${at}`).toEqual(found);
    seen.files += found.files.length;
    seen.roles += found.roles.length;
    seen.skills += found.skills.length;
    seen.executable += found.skills.filter(({ executable }) => executable).length;
  }
  // The comparison is not idle.
  expect(seen.files).toBeGreaterThan(300);
  expect(seen.roles).toBeGreaterThan(RANDOM);
  expect(seen.executable).toBeGreaterThan(20);
  expect(seen.skills).toBeGreaterThan(seen.executable);
});

it('a directory that may not be read is an error that names it, not fewer files', () => {
  repo.write({ 'closed/in/a': '', 'closed/in/b/c': '' });
  chmodSync(repo.dir, 0o755);
  chmodSync(repo.path('closed/in/b'), 0);
  // Root may read everything, so it is somebody else for a moment.
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    expect(() => walk(repo.path('closed/in'))).toThrow(repo.path('closed/in/b'));
  } finally {
    if (root) process.seteuid?.(0);
  }
});
