// init --hooks: the hooks of the linked roles into .claude/settings.json.
import { join } from 'node:path';
import type { Project } from '@rhachet/agent-dir/link';
import { printable } from '@rhachet/kit';
import { readJsonFile, writeJsonFile } from '../../json-file.ts';
import { type Named, nameOf, rolesIn } from '../linked.ts';
import { authorOf, claudeHooksOf } from './claude-hook.ts';
import { type DiscoveryError, findDeclaredHooks, withHooks } from './declared.ts';
import { authorsIn, type Changes, prune, readEvents, sync, withEvents } from './settings.ts';

export interface HooksResult extends Changes {
  errors: DiscoveryError[];
  orphans: number;
  roles: (Named & Changes)[];
}

const FILE = '.claude/settings.json';
const BRAIN = 'anthropic/claude/code';

const tree = (lines: string[]): string =>
  lines.map((line, at) => `   ${at === lines.length - 1 ? '└─' : '├─'} ${line}\n`).join('');

function errorText(errors: DiscoveryError[]): string {
  if (errors.length === 0) return '';
  const lines = errors.map((one) => `   └─ ${nameOf(one)}: ${printable(one.message)}\n`);
  return `\n⛈️  ${errors.length} hook discovery error(s):\n${lines.join('')}`;
}

function changeText(role: Named & Changes): string[] {
  const { created, updated, deleted } = role;
  const signs = [
    ...(created > 0 ? [`+${created}`] : []),
    ...(updated > 0 ? [`~${updated}`] : []),
    ...(deleted > 0 ? [`-${deleted}`] : []),
  ];
  return signs.length === 0 ? [] : [`${nameOf(role)} → ${BRAIN}: ${signs.join(', ')}`];
}

function summaryText({ created, updated, deleted, orphans }: HooksResult): string {
  const lines = [
    ...(created > 0 ? [`${created} created`] : []),
    ...(updated > 0 ? [`${updated} updated`] : []),
    ...(deleted > 0 ? [`${deleted} deleted`] : []),
    ...(orphans > 0 ? [`${orphans} orphans removed`] : []),
  ];
  return lines.length === 0 ? '✨ hooks: no changes needed\n' : `✨ hooks\n${tree(lines)}`;
}

const sum = (roles: Changes[], key: keyof Changes): number =>
  roles.reduce((total, role) => total + role[key], 0);

/** Installs, updates and prunes; what the user wrote there stays. Throws a `Failure` (exit 78), nothing written. */
export async function* applyHooks(project: Project): AsyncGenerator<string, HooksResult> {
  const { agentRoot } = project;
  yield '🔭 search for linked roles with hooks...\n';
  const declared = await findDeclaredHooks(project);
  const wanted = declared.roles.map((role) => ({ role, hooks: claudeHooksOf(role, agentRoot) }));
  const named = withHooks(declared);
  yield errorText(declared.errors);
  yield named.length === 0 ? '\n🫧 no roles with hooks found\n' : tree(named.map(nameOf));

  const file = readJsonFile(join(agentRoot, FILE));
  const events = readEvents(file.path, file.value);
  const present = rolesIn(agentRoot).map(authorOf);
  const gone = authorsIn(events).filter((author) => !present.includes(author));
  const orphans = gone.reduce((count, author) => count + prune(events, author), 0);
  const roles = wanted.map(({ role: { repo, role }, hooks }) => ({
    repo,
    role,
    ...sync(events, authorOf({ repo, role }), hooks),
  }));
  const totals = {
    created: sum(roles, 'created'),
    updated: sum(roles, 'updated'),
    deleted: sum(roles, 'deleted'),
  };
  const result: HooksResult = { errors: declared.errors, orphans, roles, ...totals };
  const changed = Object.values({ ...totals, orphans }).some((count) => count > 0);
  if (changed) writeJsonFile(file, withEvents(file.value, events));
  if (named.length > 0 || changed)
    yield `\n🪝 apply hooks to brains...\n${tree(roles.flatMap(changeText))}\n${summaryText(result)}`;
  yield '\n';
  return result;
}
