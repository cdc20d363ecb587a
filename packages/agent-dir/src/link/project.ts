// Where links are made and where packages are listed: the directory that holds .agent/, and the git root.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findAgentDir } from '../locate.ts';

/** The nearest directory at or above `dir` that holds `.git`, or `undefined`. */
export function findGitRoot(dir: string): string | undefined {
  for (let at = dir; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return undefined;
  }
}

export interface Project {
  /** Where package.json and rhachet.use.ts are: the git root, or the working directory outside of git. */
  root: string;
  /** What holds `.agent/`, or will: the nearest one that is there, as `run` finds it, else the root. */
  agentRoot: string;
}

/** The project that a working directory belongs to. */
export function findProject(cwd: string): Project {
  const root = findGitRoot(cwd) ?? cwd;
  const agentDir = findAgentDir(cwd);
  return { root, agentRoot: agentDir === undefined ? root : dirname(agentDir) };
}
