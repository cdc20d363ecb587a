// What is to be below .agent/ for one role, in the order in which it is told.
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { EXIT, Failure } from '@rhachet/kit';
import { GITIGNORE, ROOT_README, THIS_README } from './texts.ts';
import { RESOURCES, type Resource, type RoleChoice } from './types.ts';

export type Wanted = { path: string } & (
  | { is: 'once'; text: string }
  | { is: 'text'; text: string }
  | { is: 'link'; source: string }
  | { is: 'links'; sources: Map<string, string> }
  | { is: 'nothing' }
);

export interface Plan {
  repoDir: string;
  roleDir: string;
  wanted: Wanted[];
  /** The directories behind each kind. */
  sources: Record<Resource, string[]>;
}

export const inside = (path: string, dir: string): boolean => {
  const way = relative(dir, path);
  return way === '' || (!way.startsWith('../') && way !== '..' && !isAbsolute(way));
};

const bad = (message: string, hint: string): Failure =>
  new Failure(message, { code: 'BAD_SOURCE', exit: EXIT.badConfig, hint });

/**
 * A registry knows where its package really is; with pnpm that is a directory named after the version. The link goes
 * through node_modules where that leads to the same place, so that it stays right after an update.
 */
function throughNodeModules(source: string, root: string): string {
  const [, package_, rest = ''] =
    /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(source) ?? [];
  if (package_ === undefined) return source;
  const nearer = join(root, 'node_modules', package_) + rest;
  const leadsThere = existsSync(nearer) && realpathSync(nearer) === realpathSync(source);
  return leadsThere ? nearer : source;
}

/** The absolute path that a manifest means, or `undefined` where there is nothing: a missing source is skipped. */
function sourceOf(
  { root, choice }: { root: string; choice: RoleChoice },
  path: string,
  kind: 'file' | 'directory',
): string | undefined {
  const { name, dir, trusted } = choice.package;
  const source = resolve(dir, path);
  const stat = statSync(source, { throwIfNoEntry: false });
  if (!stat) return undefined;
  if (kind === 'directory' ? !stat.isDirectory() : !stat.isFile())
    throw bad(`"${path}" of ${name} is not a ${kind}`, 'its manifest names the wrong path');
  if (!trusted && !inside(realpathSync(source), realpathSync(dir)))
    throw bad(
      `"${path}" of ${name} leads out of the package: ${realpathSync(source)}`,
      'a package may link to its own files only; rhachet.use.ts may name any path',
    );
  return throughNodeModules(source, root);
}

function linkTo(path: string, source: string | undefined): Wanted {
  return source === undefined ? { path, is: 'nothing' } : { path, is: 'link', source };
}

function linksTo(path: string, sources: string[]): Wanted {
  if (sources.length === 0) return { path, is: 'nothing' };
  const byName = new Map<string, string>();
  for (const source of sources) {
    const name = basename(source);
    const other = byName.get(name);
    if (other !== undefined && other !== source)
      throw bad(`${other} and ${source} would both be ${path}/${name}`, 'rename one of the two');
    byName.set(name, source);
  }
  return { path, is: 'links', sources: byName };
}

/** The plan for one role below `<root>/.agent`. Throws a `Failure` (exit 78) for a source that cannot be linked. */
export function planFor(root: string, choice: RoleChoice): Plan {
  const { role } = choice;
  const { manifest } = choice.package;
  const agentDir = join(root, '.agent');
  const repoDir = join(agentDir, `repo=${manifest.slug}`);
  const roleDir = join(repoDir, `role=${role.slug}`);
  const file = (path: string, declared: string | undefined): Wanted =>
    linkTo(path, declared === undefined ? undefined : sourceOf({ root, choice }, declared, 'file'));
  const dirsOf = (kind: Resource): string[] =>
    role[kind].flatMap((path) => sourceOf({ root, choice }, path, 'directory') ?? []);
  const sources = { briefs: dirsOf('briefs'), skills: dirsOf('skills'), inits: dirsOf('inits') };
  const own = manifest.slug === '.this';
  return {
    repoDir,
    roleDir,
    sources,
    wanted: [
      { path: join(agentDir, 'readme.md'), is: 'once', text: ROOT_README },
      { path: join(agentDir, 'repo=.this', 'readme.md'), is: 'once', text: THIS_README },
      ...(own ? [] : [file(join(repoDir, 'readme.md'), manifest.readme)]),
      ...(own ? [] : [{ path: join(repoDir, '.gitignore'), is: 'text', text: GITIGNORE } as const]),
      file(join(roleDir, 'readme.md'), role.readme),
      file(join(roleDir, 'boot.yml'), role.boot),
      file(join(roleDir, 'keyrack.yml'), role.keyrack),
      ...RESOURCES.map((kind) => {
        const path = join(roleDir, kind);
        return role.lists.includes(kind)
          ? linksTo(path, sources[kind])
          : linkTo(path, sources[kind][0]);
      }),
    ],
  };
}
