// roles list: repos, their roles, and what each role holds.
import {
  countBriefs,
  findRoles,
  findTargets,
  isRunnable,
  locateAgentDir,
  repoNamed,
  type Role,
} from '@rhachet/agent-dir';
import { type Call, type Outcome, printable, treeLines } from '@rhachet/kit';

interface Row {
  repo: string;
  role: string;
  briefs: number;
  skills: number;
  inits: number;
}

const toRow = (role: Role): Row => ({
  repo: role.repo,
  role: role.role,
  briefs: countBriefs(role),
  skills: findTargets([role], 'skill').filter(isRunnable).length,
  inits: findTargets([role], 'init').filter(isRunnable).length,
});

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

const rowText = ({ role, briefs, skills, inits }: Row): string =>
  `role=${printable(role)}  ${[counted(briefs, 'brief'), counted(skills, 'skill'), counted(inits, 'init')].join(', ')}`;

function toText(rows: Row[]): string {
  if (rows.length === 0) return 'no roles here\n';
  const repos = [...new Set(rows.map(({ repo }) => repo))];
  const trees = repos.map((repo) => ({
    label: `repo=${printable(repo)}`,
    children: rows.filter((row) => row.repo === repo).map((row) => ({ label: rowText(row) })),
  }));
  return `${[counted(rows.length, 'role'), ...treeLines(trees)].join('\n')}\n`;
}

interface ListOptions {
  repo?: string;
  role?: string;
}

export function listRoles(call: Pick<Call, 'json'> & { options: ListOptions }): Outcome {
  const { repo, role } = call.options;
  const roles = findRoles(locateAgentDir(process.cwd()), { repo: repoNamed(repo), role });
  const rows = roles.map(toRow);
  return { print: call.json ? `${JSON.stringify({ roles: rows })}\n` : toText(rows) };
}
