// Where the .agent/ directory is: the nearest one upwards, to the git root.
import { EXIT, Failure } from '@rhachet/kit';
import { files } from '#files';
import { parentOf } from './paths.ts';

const join = (dir: string, name: string): string => (dir === '/' ? `/${name}` : `${dir}/${name}`);

/** The directory and its parents up to the git root; only the directory itself where there is no git root. */
function lookedAt(cwd: string): string[] {
  const dirs: string[] = [];
  for (let dir = cwd; ; dir = parentOf(dir)) {
    dirs.push(dir);
    if (files.kindOf(join(dir, '.git')) !== 'absent') return dirs;
    // Outside a repository a parent may belong to somebody else (/tmp/.agent): do not run what is there.
    if (dir === '/') return [cwd];
  }
}

/** The nearest `.agent/`, or `undefined`. */
export function findAgentDir(cwd: string): string | undefined {
  const here = join(cwd, '.agent');
  if (files.kindOf(here) === 'directory') return here;
  return lookedAt(cwd)
    .map((dir) => join(dir, '.agent'))
    .find((dir) => files.kindOf(dir) === 'directory');
}

/** The nearest `.agent/`. Throws a `Failure` (exit 127) that says where it looked. */
export function locateAgentDir(cwd: string): string {
  const found = findAgentDir(cwd);
  if (found !== undefined) return found;
  const looked = lookedAt(cwd);
  const [only] = looked;
  const inRepository = looked.length > 1 || files.kindOf(join(cwd, '.git')) !== 'absent';
  throw new Failure('there is no .agent/ directory', {
    code: 'NO_AGENT_DIR',
    exit: EXIT.notFound,
    details: inRepository
      ? [`looked in ${looked.join(', ')} (the git root)`]
      : [`looked in ${only ?? cwd}; no git repository holds it, so no parent was searched`],
    hint: 'run this inside a repository with roles, or put a skill at .agent/repo=.this/role=any/skills/<name>.sh',
  });
}
