// Removes one linked role from .agent/, and its repo when it was the last one.
import { mkdirSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { EXIT, Failure, nearest } from '@rhachet/kit';
import { refreshIndex } from '../target-index/refresh.ts';
import type { LinkEntry, LinkReport } from './link-role.ts';
import { look, takeAway } from './place.ts';
import { openScratch } from './scratch.ts';

function entriesOf(dir: string, prefix: string): string[] {
  return look(dir).is === 'directory'
    ? readdirSync(dir).filter((name) => name.startsWith(prefix))
    : [];
}

const linkedRoles = (agentDir: string): string[] =>
  entriesOf(agentDir, 'repo=').flatMap((repo) =>
    entriesOf(join(agentDir, repo), 'role=').map((role) => `${repo.slice(5)}/${role.slice(5)}`),
  );

function refuse({ repo, role }: { repo: string; role: string }, agentDir: string): void {
  if (repo === '.this')
    throw new Failure(`role "${role}" of .this is not linked, but written here`, {
      code: 'OWN_ROLE',
      exit: EXIT.refused,
      hint: `remove .agent/repo=.this/role=${role} yourself if it is no longer wanted`,
    });
  const linked = linkedRoles(agentDir);
  if (linked.includes(`${repo}/${role}`)) return;
  const [close] = nearest(`${repo}/${role}`, linked, 1);
  throw new Failure(`role "${repo}/${role}" is not linked`, {
    code: 'NO_ROLE',
    exit: EXIT.notFound,
    hint:
      close === undefined ? 'rhachet roles list shows what is linked' : `did you mean "${close}"?`,
  });
}

/**
 * Removes a linked role from `<root>/.agent`, broken links and all; the last role of a repo takes `repo=<slug>/` along.
 * Throws a `Failure`: 77 for a role of `.this`, 127 for one that is not linked.
 */
export function unlinkRole(root: string, named: { repo: string; role: string }): LinkReport {
  const agentDir = join(root, '.agent');
  refuse(named, agentDir);
  const { repo, role } = named;
  const repoDir = join(agentDir, `repo=${repo}`);
  const isLast = entriesOf(repoDir, 'role=').length === 1;
  mkdirSync(agentDir, { recursive: true });
  const scratch = openScratch(isLast ? agentDir : repoDir);
  const path = isLast ? repoDir : join(repoDir, `role=${role}`);
  const entry: LinkEntry = { path: relative(root, path), what: takeAway(path, scratch) };
  scratch.clear();
  refreshIndex(root);
  return { repo, role, entries: [entry], stats: { briefs: 0, skills: 0, inits: 0 } };
}
