// Run by the real Bun (equivalence.*.test.ts): random changes of a tree with calls between them. For each call the plain
// call of the launcher either runs what the runtime would run, or leaves it to the runtime.
// Words: <plain-call.sh> <steps> <seed>. Prints what it saw as JSON.
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireTarget } from '../src/decide-target.ts';
import { locateAgentDir } from '../src/locate.ts';
import type { Target } from '../src/targets.ts';
import { rememberTarget } from '../src/target-index/remember.ts';

const [, , plainCall = '', steps = '0', seed = '0'] = process.argv;

let state = Number(seed) | 0;
/** Mulberry32, as in the perf-harness. */
function random(): number {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
const chance = (share: number): boolean => random() < share;

const launcherText = fs.readFileSync(plainCall, 'utf8');
// Root may read and execute anything: permissions would not be tested.
if (process.getuid?.() === 0) {
  process.setgid?.(65534);
  process.setuid?.(65534);
}

const base = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'rhachet-equivalence-')));
const project = join(base, 'p');
const cache = join(base, 'cache');
const driver = join(base, 'driver.sh');
fs.writeFileSync(join(base, 'plain-call.sh'), launcherText);
fs.writeFileSync(
  driver,
  `rhachet_engine= rhachet_words= rhachet_file=rhachet/bin/run rhachet_package=@rhachet/dispatcher
. '${base}/plain-call.sh'
printf 'left %s' "$rhachet_rebuild"
`,
);
process.env.XDG_CACHE_HOME = cache;
const SHELLS = [['sh'], ['bash', '--posix'], ['busybox', 'sh'], ['ksh']].filter(
  ([name = '']) => Bun.which(name) !== null,
);

const SCRIPT =
  '#!/bin/sh\nprintf %s "$0|$RHACHET_REPO|$RHACHET_ROLE|${RHACHET_SKILL-}${RHACHET_INIT-}"\n';
const CONTENTS = [
  ...Array<string>(9).fill(SCRIPT),
  'echo plain\n',
  '#!/nowhere/sh\n',
  '\u007fELF',
  '',
];
const NAMES = ['a', 'b', 'a.sh', 'b.sh', 'c', 'note.md', "o'd d"];
const DIRS = ['repo=x', 'repo=y', 'role=r', 'role=s', 'skills', 'inits', 'h', 'sub'];

/** Nothing where it may not be read. */
function listed(dir: string): fs.Dirent[] {
  try {
    return fs.readdirSync(dir, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Every entry below the places where changes happen, as far as it can be seen. */
function entries(kind: 'directory' | 'other' | 'any'): string[] {
  const found: string[] = [];
  const visit = (dir: string): void => {
    for (const entry of listed(dir)) {
      const path = join(dir, entry.name);
      if (kind === 'any' || entry.isDirectory() === (kind === 'directory')) found.push(path);
      if (entry.isDirectory()) visit(path);
    }
  };
  for (const root of [project, join(base, 'outer')]) visit(root);
  return found;
}

const places = (): string[] => entries('directory').filter((path) => /\.agent|outer/.test(path));
const files = (): string[] =>
  entries('other').filter((path) => fs.lstatSync(path).isFile() && !path.endsWith('.git'));

function write(path: string, mode: number): void {
  fs.writeFileSync(path, pick(CONTENTS));
  fs.chmodSync(path, mode);
}
const place = (): string => pick([join(project, '.agent'), ...places()]);
const MODES = [0o755, 0o755, 0o755, 0o644, 0o000];

function swap(one: string, other: string): void {
  const aside = join(base, 'aside');
  fs.renameSync(one, aside);
  fs.renameSync(other, one);
  fs.renameSync(aside, other);
}

const CHANGES: Record<string, () => void> = {
  'a new file': () => write(join(place(), pick(NAMES)), pick(MODES)),
  'a new directory': () => fs.mkdirSync(join(place(), pick(DIRS))),
  'a role': () => {
    const dir = join(project, '.agent', pick(['repo=x', 'repo=y']), pick(['role=r', 'role=s']));
    fs.mkdirSync(join(dir, pick(['skills', 'inits/h', 'skills/sub'])), { recursive: true });
  },
  removed: () =>
    fs.rmSync(pick(entries('any').filter((path) => /\.agent.|outer./.test(path))), {
      recursive: true,
      force: true,
    }),
  moved: () =>
    fs.renameSync(
      pick(entries('any').filter((path) => /\.agent.|outer./.test(path))),
      join(place(), pick([...NAMES, ...DIRS])),
    ),
  'mode of a file': () => fs.chmodSync(pick(files()), pick(MODES)),
  'mode of a directory': () => fs.chmodSync(place(), pick([0o755, 0o755, 0o500, 0o300, 0o000])),
  'edited in place': () => fs.writeFileSync(pick(files()), pick(CONTENTS)),
  replaced: () => {
    write(join(base, 'aside'), pick(MODES));
    fs.renameSync(join(base, 'aside'), pick(files()));
  },
  'a link to something': () => {
    const target = pick([
      ...entries('any'),
      join(base, 'outer/missing'),
      '..',
      '../..',
      '/',
      'c',
      '../../role=r/skills',
    ]);
    fs.symlinkSync(target, join(place(), pick([...NAMES, ...DIRS])));
  },
  'a link through an outer link': () => {
    const outer = join(base, pick(['current', 'next']));
    if (!fs.lstatSync(outer, { throwIfNoEntry: false })) fs.symlinkSync(pick(places()), outer);
    fs.symlinkSync(join(outer, pick(['', 'skills', 'sub'])), join(place(), pick(DIRS)));
  },
  'an outer link swapped': () => swap(join(base, 'current'), join(base, 'next')),
  'directories swapped': () => swap(place(), place()),
  '.agent swapped': () => {
    const other = join(project, '.agent-b');
    if (fs.existsSync(other)) swap(join(project, '.agent'), other);
    else fs.cpSync(join(project, '.agent'), other, { recursive: true, verbatimSymlinks: true });
  },
  'a nearer .agent': () => {
    const near = join(project, 'sub/.agent');
    if (fs.existsSync(near)) fs.rmSync(near, { recursive: true });
    else fs.mkdirSync(join(near, 'repo=x/role=r/skills'), { recursive: true });
  },
  'git root gone or back': () => {
    const git = join(project, '.git');
    if (fs.existsSync(git)) fs.rmdirSync(git);
    else fs.mkdirSync(git);
  },
};

/** Makes everything accessible again, from the top. */
function openUp(dir: string): void {
  fs.chmodSync(dir, 0o755);
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    if (entry.isDirectory()) openUp(join(dir, entry.name));
  }
}

/** A tree that can be called: without it most steps would find nothing. */
function mend(): void {
  const agent = join(project, pick(['.agent', '.agent', '.agent', '.agent-b']));
  const skills = join(agent, 'repo=x/role=r/skills');
  openUp(base);
  if (chance(0.3)) fs.rmSync(agent, { recursive: true, force: true });
  try {
    fs.mkdirSync(skills, { recursive: true });
    for (const name of ['a.sh', 'b']) write(join(skills, name), 0o755);
  } catch {
    fs.rmSync(agent, { recursive: true, force: true });
    fs.mkdirSync(skills, { recursive: true });
  }
}

/** Everything that has a time, the index too: moved together, as much time has passed, or a clock was set back. */
function timed(): string[] {
  const list = [base, project, join(base, 'outer'), ...entries('any')];
  const indexes = fs.existsSync(cache)
    ? fs.readdirSync(cache, { recursive: true }).map((name) => join(cache, String(name)))
    : [];
  return [...list, ...indexes].filter((path) => !fs.lstatSync(path).isSymbolicLink());
}

function shift(): void {
  const paths = timed();
  const times = paths.map((path) => fs.statSync(path).mtimeMs);
  const spare = Date.now() - Math.max(...times);
  const back =
    chance(0.1) && spare > 0
      ? random() * spare
      : -pick([0, 1, 10, 900, 2_500, 60_000, 60_000, 60_000]);
  for (const [at, path] of paths.entries()) {
    const time = ((times[at] ?? 0) + back) / 1000;
    fs.utimesSync(path, time, time);
  }
}

interface Seen {
  steps: number;
  hits: number;
  left: number;
  written: number;
  faults: string[];
}
const seen: Seen = { steps: Number(steps), hits: 0, left: 0, written: 0, faults: [] };
const recent: string[] = [];

function wanted(
  kind: 'skill' | 'init',
  slug: string,
): { agentDir: string; target: Target } | string {
  try {
    const agentDir = locateAgentDir(process.cwd());
    return { agentDir, target: requireTarget(agentDir, { kind, slug }) };
  } catch (error) {
    return (error as Error).message;
  }
}

function call(): void {
  const cwd = join(project, pick(['', '', 'sub', 'sub/deep']));
  fs.mkdirSync(cwd, { recursive: true });
  process.chdir(cwd);
  const kind = chance(0.85) ? 'skill' : 'init';
  const slug =
    kind === 'skill'
      ? pick(['a', 'b', 'a', 'b', 'a', 'b', 'c', 'note.md'])
      : pick(['a', 'h/a', 'h/b']);
  const runtime = wanted(kind, slug);
  const shell = pick(SHELLS);
  const { stdout, stderr } = Bun.spawnSync([...shell, driver, 'run', `--${kind}`, slug], {
    cwd,
    env: process.env,
  });
  const printed = stdout.toString();
  if (printed.startsWith('left')) {
    seen.left += 1;
    const asked = printed.slice(5);
    if (asked === '' || typeof runtime === 'string') return;
    rememberTarget(asked, runtime.agentDir, runtime.target);
    seen.written += 1;
    return;
  }
  seen.hits += 1;
  const { path, repo, role } =
    typeof runtime === 'string' ? { path: runtime, repo: '', role: '' } : runtime.target;
  const expected = `${path}|${repo}|${role}|${slug}`;
  if (printed === expected) return;
  seen.faults.push(
    `${shell.join(' ')}: ${kind} ${slug} in ${cwd}: ${printed}${stderr.toString()}, not ${expected}; after ${recent.slice(-12).join(', ')}`,
  );
}

fs.mkdirSync(join(project, '.git'), { recursive: true });
fs.mkdirSync(join(base, 'outer/d/skills'), { recursive: true });
mend();
for (let step = 0; step < seen.steps && seen.faults.length < 5; step += 1) {
  if (chance(0.12)) mend();
  if (chance(0.35)) {
    const [name, change] = pick(Object.entries(CHANGES));
    try {
      change();
      recent.push(name);
    } catch {
      recent.push(`(${name})`);
    }
  }
  if (chance(0.5)) shift();
  fs.mkdirSync(join(project, 'sub/deep'), { recursive: true });
  for (let times = 0; times < 3; times += 1) call();
}
process.chdir('/');
openUp(base);
fs.rmSync(base, { recursive: true, force: true });
console.log(JSON.stringify(seen));
