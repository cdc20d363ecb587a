// Where the index of a project is: the user's own cache directory, never the project.
// packages/runtime/bin/plain-call.sh reads from the same place; FORMAT is the number in its path.

/** Raised when the text of an index, or what a name means, changes: an index of another format is never read. */
export const FORMAT = 1;

/** Why there can be no index; the reader would not use one either. */
export class NoIndex extends Error {
  override readonly name = 'NoIndex';
}

type Environment = Record<string, string | undefined>;

function userCache({ XDG_CACHE_HOME: xdg = '', HOME: home = '' }: Environment): string {
  const cache = xdg !== '' ? xdg : home === '' ? '' : `${home}/.cache`;
  if (!/^\/[^/]/.test(cache))
    throw new NoIndex('neither XDG_CACHE_HOME nor HOME names a directory');
  return cache;
}

/** What a checkout ships must never be sourced. */
function refuseInside(cache: string, project: string): void {
  if (!`${cache}/`.startsWith(`${project}/`)) return;
  throw new NoIndex(`the cache directory ${cache} is inside the project`);
}

/** The directory that holds the index of a project, whether it is there or not. Throws `NoIndex`. */
export function indexDirectory(project: string, env: Environment = process.env): string {
  if (project === '/') throw new NoIndex('the root directory is no project');
  return `${userCache(env)}/rhachet/${FORMAT}${project}`;
}

/** Creates that directory, closed to others. Throws `NoIndex`, or the error of the file system. */
export function makeIndexDirectory(project: string, env: Environment = process.env): string {
  const fs = process.getBuiltinModule('node:fs');
  const cache = `${userCache(env)}/rhachet`;
  refuseInside(cache, project);
  fs.mkdirSync(cache, { recursive: true, mode: 0o700 });
  refuseInside(fs.realpathSync(cache), project);
  const { uid, mode } = fs.statSync(cache);
  if (uid !== process.geteuid?.()) throw new NoIndex(`${cache} belongs to another user`);
  if ((mode & 0o077) !== 0) fs.chmodSync(cache, 0o700);
  const directory = indexDirectory(project, env);
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  return directory;
}
