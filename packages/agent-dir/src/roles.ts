// The roles of an .agent/ directory: repo=<repo>/role=<role>/.
import { files } from '#files';

export interface Role {
  repo: string;
  role: string;
  /** The path of its directory. */
  dir: string;
}

export interface Filter {
  repo?: string | undefined;
  role?: string | undefined;
}

/** The roles inside a filter, sorted by repo and role. Anything that is not a directory `repo=…/role=…` is none. */
export function findRoles(agentDir: string, filter: Filter = {}): Role[] {
  return files
    .roleDirectories(agentDir)
    .sort()
    .map((path) => {
      const slash = path.indexOf('/');
      return {
        repo: path.slice(5, slash),
        role: path.slice(slash + 6),
        dir: `${agentDir}/${path}`,
      };
    })
    .filter((role) => outside(role, filter) === undefined);
}

/** Why a role is outside a filter, or `undefined` when it is inside. */
export function outside(found: { repo: string; role: string }, filter: Filter): string | undefined {
  const { repo, role } = filter;
  if (repo !== undefined && found.repo !== repo) return `repo is ${found.repo}, not ${repo}`;
  if (role !== undefined && found.role !== role) return `role is ${found.role}, not ${role}`;
  return undefined;
}
