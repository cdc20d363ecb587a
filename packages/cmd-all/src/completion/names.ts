// The names that stand for something here: what each kind of `complete` in an option table means.
import {
  findAgentDir,
  findRoles,
  findTargets,
  isRunnable,
  repoNamed,
  type Role,
  type TargetKind,
} from '@rhachet/agent-dir';
import type { CommandManifest, CompleteKind } from '@rhachet/kit';
import { type Asked, byName, type Candidate, placeOf, valueOf } from './candidate.ts';
import { docLine } from './doc-line.ts';
import { packagedRepos, packagedRoles, roleChanges } from './packaged.ts';

/** From that many on their files are not opened: a reader of so long a list looks at the names. */
const MANY = 300;

function rolesHere(asked: Asked, filters: ('repo' | 'role')[]): Role[] {
  const agentDir = findAgentDir(process.cwd());
  if (agentDir === undefined) return [];
  const repo = filters.includes('repo') ? repoNamed(valueOf(asked, 'repo')) : undefined;
  const role = filters.includes('role') ? valueOf(asked, 'role') : undefined;
  return findRoles(agentDir, { repo, role });
}

function targets(asked: Asked, kind: TargetKind): Candidate[] {
  const all = findTargets(rolesHere(asked, ['repo', 'role']), kind).filter(isRunnable);
  return byName(
    all,
    ({ slug }) => slug,
    ([first, ...more]) => {
      if (!first) return '';
      if (more.length > 0) return `in several roles: ${[first, ...more].map(placeOf).join(', ')}`;
      return (all.length < MANY ? docLine(first.path) : undefined) ?? placeOf(first);
    },
  );
}

/** Those that have the target which the call names, where it does. */
function rolesFor(asked: Asked, filters: ('repo' | 'role')[]): Role[] {
  const roles = rolesHere(asked, filters);
  for (const kind of ['skill', 'init'] as const) {
    const slug = valueOf(asked, kind);
    if (slug !== undefined)
      return roles.filter((role) => findTargets([role], kind, slug).some(isRunnable));
  }
  return roles;
}

const roles = (asked: Asked): Candidate[] =>
  byName(
    rolesFor(asked, ['repo']),
    ({ role }) => role,
    (same) => same.map(({ repo }) => `repo=${repo}`).join(' '),
  );

const repos = (asked: Asked): Candidate[] =>
  byName(
    rolesFor(asked, ['role']),
    ({ repo }) => repo,
    (same) => same.map(({ role }) => `role=${role}`).join(' '),
  );

/** The next word of the commands whose names begin with these words. */
export function nextWords(commands: CommandManifest[], words: string[]): Candidate[] {
  const shown = commands
    .filter(({ hidden }) => !hidden)
    .map(({ name, summary }) => ({ parts: name.split(' '), summary }));
  const below = shown.filter(
    ({ parts }) => parts.length > words.length && words.every((word, at) => parts[at] === word),
  );
  const length = words.length + 1;
  return byName(
    below,
    ({ parts }) => parts[words.length] ?? '',
    (same) => {
      const itself = same.find(({ parts }) => parts.length === length);
      return itself?.summary ?? same.map(({ parts }) => parts.slice(length).join(' ')).join(', ');
    },
  );
}

const NAMES: Record<
  Exclude<CompleteKind, 'directory' | 'file'>,
  (asked: Asked) => Candidate[] | Promise<Candidate[]>
> = {
  command: ({ commands, words }) => nextWords(commands, words),
  init: (asked) => targets(asked, 'init'),
  'package-repo': packagedRepos,
  'package-role': packagedRoles,
  repo: repos,
  role: roles,
  'role-change': roleChanges,
  skill: (asked) => targets(asked, 'skill'),
  target: (asked) => targets(asked, asked.given.has('init') ? 'init' : 'skill'),
};

/** The names of a kind; none for one that only a newer version of rhachet knows. */
export const namesOf = async (kind: string, asked: Asked): Promise<Candidate[]> =>
  Object.hasOwn(NAMES, kind) ? NAMES[kind as keyof typeof NAMES](asked) : [];
