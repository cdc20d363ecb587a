// Links one role into .agent/: what is right is left alone, what is not is replaced at once, what is too much is removed.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { EXIT, Failure, isFailure } from '@rhachet/kit';
import { refreshIndex } from '../target-index/refresh.ts';
import { walk } from '../walk.ts';
import { look, putLink, putLinks, putText, takeAway, type What } from './place.ts';
import { findGitRoot } from './project.ts';
import { protect } from './protect.ts';
import { openScratch, type Scratch } from './scratch.ts';
import type { Resource, RoleChoice } from './types.ts';
import { inside, type Plan, planFor, type Wanted } from './wanted.ts';

export interface LinkEntry {
  /** Relative to the directory that holds `.agent/`. */
  path: string;
  what: What;
}

export interface LinkReport {
  repo: string;
  role: string;
  entries: LinkEntry[];
  /** How many files there are behind the links of each kind. */
  stats: Record<Resource, number>;
}

/** The repo `.this` holds work that is committed: nothing in it that is not a link is replaced. */
function refuseOwnFiles(path: string): void {
  const { is } = look(path);
  if (is === 'absent' || is === 'link' || (is === 'directory' && isOnlyLinks(path))) return;
  throw new Failure(`${path} is no link, but a ${is} of this repository`, {
    code: 'OWN_FILES',
    exit: EXIT.badConfig,
    hint: 'move it away first, or give the registry another slug than .this',
  });
}

const isOnlyLinks = (path: string): boolean =>
  readdirSync(path).every((name) => look(join(path, name)).is === 'link');

/** Removes what an earlier version of the role had here; files that somebody put there by hand stay. */
function putNothing(path: string, scratch: Scratch): LinkEntry[] {
  const { is } = look(path);
  const ours = is === 'link' || (is === 'directory' && isOnlyLinks(path));
  return ours ? [{ path, what: takeAway(path, scratch) }] : [];
}

/** Whether the place is the source itself, which then stays. Throws where the source lies deeper in it. */
function isItsOwnSource(place: string, sources: string[], single: boolean): boolean {
  const held = sources.find(
    (source) => inside(source, place) || inside(realpathSync(source), place),
  );
  if (held === undefined) return false;
  if (single && (held === place || realpathSync(held) === place)) return true;
  throw new Failure(`${place} cannot become a link: its source ${held} lies in it`, {
    code: 'BAD_SOURCE',
    exit: EXIT.badConfig,
    hint: 'keep the sources of a role outside of .agent/; what lies in there is found without being linked',
  });
}

type Sourced = Extract<Wanted, { is: 'link' | 'links' }>;

function putSourced(wanted: Sourced, own: boolean, scratch: Scratch): LinkEntry[] {
  const { path } = wanted;
  const sources = wanted.is === 'link' ? [wanted.source] : [...wanted.sources.values()];
  const holder = realpathSync(dirname(path));
  const here = join(holder, basename(path));
  if (isItsOwnSource(here, sources, wanted.is === 'link')) return [{ path, what: 'unchanged' }];
  if (own) refuseOwnFiles(path);
  if (wanted.is === 'link')
    return [{ path, what: putLink(path, relative(holder, wanted.source), scratch) }];
  const targets = [...wanted.sources].map(([name, to]) => [name, relative(here, to)] as const);
  return putLinks(path, new Map(targets), scratch);
}

function put(wanted: Wanted, own: boolean, scratch: Scratch): LinkEntry[] {
  const { path } = wanted;
  if (wanted.is === 'nothing') return putNothing(path, scratch);
  mkdirSync(dirname(path), { recursive: true });
  if (wanted.is === 'once' && look(path).is !== 'absent') return [{ path, what: 'unchanged' }];
  if (wanted.is === 'once' || wanted.is === 'text')
    return [{ path, what: putText(path, wanted.text, scratch) }];
  return putSourced(wanted, own, scratch);
}

/** What was committed before the directory was ignored stays on disk and leaves the index; without git, nothing. */
function leaveIndex(repoDir: string): void {
  try {
    const args = ['--literal-pathspecs', 'rm', '--cached', '-r', '-q', '--', repoDir];
    execFileSync('git', args, { cwd: dirname(repoDir), stdio: 'ignore' });
  } catch {
    return;
  }
}

function cannotWrite(error: unknown): unknown {
  const { code, path = '' } = error as { code?: string; path?: string };
  if (isFailure(error) || code === undefined || path === '') return error;
  return new Failure(`cannot link: ${path}: ${code}`, {
    code,
    exit: EXIT.badConfig,
    hint: 'links are made below .agent/: it must be a directory that this user may write to',
    cause: error,
  });
}

function carryOut({ repoDir, roleDir, wanted }: Plan, root: string): LinkEntry[] {
  mkdirSync(roleDir, { recursive: true });
  const scratch = openScratch(repoDir);
  const own = basename(repoDir) === 'repo=.this';
  try {
    return wanted.flatMap((one) => {
      const entries = put(one, own, scratch);
      const ignored = one.is === 'text' && entries.some(({ what }) => what === 'created');
      if (ignored) leaveIndex(repoDir);
      return entries.map(({ path, what }) => ({ path: relative(root, path), what }));
    });
  } finally {
    scratch.clear();
  }
}

/**
 * Links a role into `<root>/.agent`. At every moment of it, killed or not, each link is the old one or the new one;
 * several processes may link the same role at once.
 * Throws a `Failure` (exit 78) for a source that cannot be linked and where `.agent/` cannot be written.
 */
export function linkRole(root: string, choice: RoleChoice): LinkReport {
  const { manifest } = choice.package;
  const gitRoot = findGitRoot(root) ?? root;
  try {
    const plan = planFor(root, choice);
    const entries = carryOut(plan, root);
    const all = Object.values(plan.sources).flat();
    for (const source of all) protect(source, gitRoot);
    const count = (kind: Resource): number =>
      plan.sources[kind].reduce((sum, dir) => sum + walk(dir).length, 0);
    const stats = { briefs: count('briefs'), skills: count('skills'), inits: count('inits') };
    refreshIndex(root);
    return { repo: manifest.slug, role: choice.role.slug, entries, stats };
  } catch (error) {
    throw cannotWrite(error);
  }
}
