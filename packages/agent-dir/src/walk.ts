// Every file below a directory, links followed, cycles ended.
import { files } from '#files';
import { parentOf } from './paths.ts';

const contains = (dir: string, path: string): boolean =>
  path === dir || path.startsWith(dir === '/' ? '/' : `${dir}/`);

/** Whether `dir` is itself a link to a directory that holds it: `skills -> /`. */
function leadsToItself(dir: string): boolean {
  const real = files.realDirectory(dir);
  if (real === undefined || real === dir) return false;
  const holder = files.realDirectory(parentOf(dir));
  return holder !== undefined && contains(real, holder);
}

/**
 * The paths of all files below `dir`, relative to it, in no order. A link to a directory is followed,
 * unless it leads to a directory that holds the way to it (a cycle) or that was reached by a link already.
 * `list`: one of the two listings of `files`.
 */
export function walk(dir: string, list = files.listBelow): string[] {
  const found: string[] = [];
  const reached = new Set<string>();
  /** `way`: the real directories that were entered to get to `prefix`. */
  const visit = (prefix: string, way: string[]): void => {
    const listing = list(prefix === '' ? dir : `${dir}/${prefix}`);
    const lead = prefix === '' ? '' : `${prefix}/`;
    for (const file of listing.files) found.push(lead + file);
    for (const other of listing.others.sort()) follow(lead + other, way);
  };
  const follow = (path: string, way: string[]): void => {
    const full = `${dir}/${path}`;
    const kind = files.kindOf(full);
    if (kind === 'file') found.push(path);
    if (kind !== 'directory') return;
    const real = files.realDirectory(full);
    const holder = files.realDirectory(parentOf(full));
    if (real === undefined || holder === undefined || reached.has(real)) return;
    const entered = [...(way.length > 0 ? way : [files.realDirectory(dir) ?? dir]), holder];
    if (entered.some((one) => contains(real, one))) return;
    reached.add(real);
    visit(path, [...entered, real]);
  };
  if (!leadsToItself(dir)) visit('', []);
  return found;
}
