// list: everything that a call can reach here.
import {
  type Filter,
  findRoles,
  findTargets,
  isRunnable,
  locateAgentDir,
  type Role,
  type TargetKind,
} from '@rhachet/agent-dir';
import { type Call, type Outcome, printable, type Tree, treeLines } from '@rhachet/kit';

interface Contents {
  repo: string;
  role: string;
  skills: string[];
  inits: string[];
}

const namesOf = (role: Role, kind: TargetKind): string[] =>
  findTargets([role], kind)
    .filter(isRunnable)
    .map(({ slug }) => slug)
    .sort();

const contentsOf = (role: Role): Contents => ({
  repo: role.repo,
  role: role.role,
  skills: namesOf(role, 'skill'),
  inits: namesOf(role, 'init'),
});

const branch = (label: string, names: string[]): Tree[] =>
  names.length === 0
    ? []
    : [{ label, children: names.map((name) => ({ label: printable(name) })) }];

function toText(all: Contents[]): string {
  if (all.length === 0) return 'no roles here\n';
  const trees = all.map(({ repo, role, skills, inits }) => ({
    label: printable(`repo=${repo}/role=${role}`),
    children: [...branch('skills', skills), ...branch('inits', inits)],
  }));
  return `${treeLines(trees).join('\n')}\n`;
}

export function listEverything({
  json,
  options,
}: Pick<Call, 'json'> & { options: Filter }): Outcome {
  const roles = findRoles(locateAgentDir(process.cwd()), options);
  const all = roles.map(contentsOf);
  return { print: json ? `${JSON.stringify({ roles: all })}\n` : toText(all) };
}
