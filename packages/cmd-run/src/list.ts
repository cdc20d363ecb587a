// run list: the skills that can be run, by repo and role.
import { findAgentDir, findRoles, findTargets, isRunnable, type Target } from '@rhachet/agent-dir';
import { type Call, type Outcome, printable, type Tree, treeLines } from '@rhachet/kit';
import { matcher, patternTitle } from './pattern.ts';

const MOST = 10;

interface ListOptions {
  repo?: string;
  role?: string;
  all?: true;
}

function findSkills(pattern: string | undefined, filter: ListOptions): Target[] {
  const agentDir = findAgentDir(process.cwd());
  if (agentDir === undefined) return [];
  const matches = matcher(pattern);
  const roles = findRoles(agentDir, filter);
  return findTargets(roles, 'skill').filter((skill) => isRunnable(skill) && matches(skill.slug));
}

function groupBy<T>(items: T[], key: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function slugLeaves(skills: Target[], all: boolean): Tree[] {
  const slugs = skills.map(({ slug }) => printable(slug)).sort((a, b) => a.localeCompare(b, 'en'));
  const shown = all ? slugs : slugs.slice(0, MOST);
  const leaves = shown.map((label) => ({ label }));
  const more = slugs.length - shown.length;
  return more > 0 ? [...leaves, { label: `... (${more} more, use --all to see all)` }] : leaves;
}

function repoLines(skills: Target[], all: boolean): string[] {
  const repos = groupBy(skills, ({ repo }) => repo);
  return repos.flatMap(([repo, ofRepo], at) => {
    const last = at === repos.length - 1;
    const children = groupBy(ofRepo, ({ role }) => role).map(([role, ofRole]) => ({
      label: `role=${role}`,
      children: slugLeaves(ofRole, all),
    }));
    const [head = '', ...below] = treeLines([{ label: `repo=${repo}`, children }]);
    const lines = [
      last ? head : `├─${head.slice(2)}`,
      ...below.map((line) => (last ? line : `│${line.slice(1)}`)),
    ];
    return ['│', ...lines];
  });
}

function toText(skills: Target[], title: string, all: boolean): string {
  const lines =
    skills.length === 0
      ? ['└─ 0 skills found', '   └─ hint: run `rhachet roles list` to see which roles are here']
      : [
          `├─ ${skills.length} ${skills.length === 1 ? 'skill' : 'skills'} found`,
          ...repoLines(skills, all),
        ];
  return `${[`🪨 rhx list${title}`, ...lines.map((line) => `   ${line}`)].join('\n')}\n`;
}

export function listTargets(
  call: Pick<Call, 'json' | 'words'> & { options: ListOptions },
): Outcome {
  const [pattern] = call.words;
  const skills = findSkills(pattern, call.options);
  if (call.json) {
    const rows = skills.map(({ slug, repo, role, path, executable }) => ({
      slug,
      repo,
      role,
      path,
      executable,
    }));
    return { print: `${JSON.stringify({ skills: rows })}\n` };
  }
  return { print: toText(skills, patternTitle(pattern), call.options.all === true) };
}
