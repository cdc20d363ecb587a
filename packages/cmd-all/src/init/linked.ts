// The roles that are in .agent/, broken links and all, and which of them a word means.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseSpecifier } from '@rhachet/agent-dir/link';
import { EXIT, Failure } from '@rhachet/kit';

export interface Named {
  repo: string;
  role: string;
}

/** The repo that is the project itself: its roles are files, not links. */
export const OWN = '.this';

export const nameOf = ({ repo, role }: Named): string => `${repo}/${role}`;

function entriesOf(dir: string, prefix: string): string[] {
  try {
    const names = readdirSync(dir).filter((name) => name.startsWith(prefix));
    return names.map((name) => name.slice(prefix.length)).sort();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

/** Every role of `<root>/.agent`, those of the project itself included. */
export function rolesIn(root: string): Named[] {
  const agentDir = join(root, '.agent');
  return entriesOf(agentDir, 'repo=').flatMap((repo) =>
    entriesOf(join(agentDir, `repo=${repo}`), 'role=').map((role) => ({ repo, role })),
  );
}

/** Those that were linked from packages. */
export const linkedIn = (root: string): Named[] => rolesIn(root).filter(({ repo }) => repo !== OWN);

function ambiguous(role: string, found: Named[]): Failure {
  const forms = found.map((one) => `-${nameOf(one)}`).join(' or ');
  return new Failure(`role "${role}" is ambiguous — linked under multiple repos`, {
    code: 'AMBIGUOUS_ROLE',
    exit: EXIT.notFound,
    details: found.map((one) => `- ${nameOf(one)}`),
    hint: `qualify the removal: ${forms}`,
  });
}

/** The linked role that is to be removed; `undefined` where there is none, which is as it should be. */
export function findLinked(root: string, specifier: string): Named | undefined {
  const wanted = parseSpecifier(specifier);
  const fits = ({ repo, role }: Named): boolean =>
    role === wanted.role && (wanted.repo === undefined || wanted.repo === repo);
  const found = linkedIn(root).filter(fits);
  if (found.length > 1) throw ambiguous(specifier, found);
  if (found.length === 0 && rolesIn(root).some(fits))
    throw new Failure('native roles (repo=.this) cannot be removed', {
      code: 'OWN_ROLE',
      exit: EXIT.refused,
      hint: `"${specifier}" is written here, not linked: remove its directory yourself if it is no longer wanted`,
    });
  return found[0];
}
