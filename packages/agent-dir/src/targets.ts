// The skills and inits of the roles: files that can be run, and the names they are called by.
import { files } from '#files';
import { type Role } from './roles.ts';
import { walk } from './walk.ts';

export type TargetKind = 'skill' | 'init';

export interface Target {
  kind: TargetKind;
  /** A skill's file name, an init's path below inits/; without a trailing `.sh`. */
  slug: string;
  repo: string;
  role: string;
  path: string;
  executable: boolean;
}

const withoutSh = (name: string): string => (name.endsWith('.sh') ? name.slice(0, -3) : name);

const slugOf = (kind: TargetKind, file: string): string =>
  withoutSh(kind === 'skill' ? file.slice(file.lastIndexOf('/') + 1) : file);

/** A file that is executable, or a `.sh` whose execute bit was forgotten; anything else is a template or a note. */
export const isRunnable = ({ executable, path }: Target): boolean =>
  executable || path.endsWith('.sh');

/** `undefined` for what can be run. */
export const whyNotRunnable = (target: Target): string | undefined =>
  isRunnable(target) ? undefined : 'not executable, and not a .sh file';

function targetsOf(role: Role, kind: TargetKind, slug: string | undefined): Target[] {
  const dir = `${role.dir}/${kind}s`;
  const targets: Target[] = [];
  for (const file of walk(dir)) {
    const name = slugOf(kind, file);
    if (slug !== undefined && name !== slug) continue;
    const path = `${dir}/${file}`;
    const { repo, role: roleName } = role;
    targets.push({
      kind,
      slug: name,
      repo,
      role: roleName,
      path,
      executable: files.isExecutable(path),
    });
  }
  return oncePerFile(targets);
}

/** Links can lead to one file by several paths: that is one target, by its shortest path. */
function oncePerFile(targets: Target[]): Target[] {
  const bySlug = new Map<string, Target[]>();
  for (const target of targets)
    bySlug.set(target.slug, [...(bySlug.get(target.slug) ?? []), target]);
  return [...bySlug.values()].flatMap((same) => (same.length === 1 ? same : distinct(same)));
}

function distinct(targets: Target[]): Target[] {
  const byFile = new Map<string, Target>();
  for (const target of targets) {
    const real = files.realFile(target.path);
    const known = byFile.get(real);
    if (!known || isShorter(target.path, known.path)) byFile.set(real, target);
  }
  return [...byFile.values()];
}

const isShorter = (a: string, b: string): boolean =>
  a.length < b.length || (a.length === b.length && a < b);

const byPath = (a: Target, b: Target): number => (a.path < b.path ? -1 : 1);

/** The files of one kind in the given roles, runnable or not, sorted by path; with `slug`, only those of that name. */
export function findTargets(roles: Role[], kind: TargetKind, slug?: string): Target[] {
  return roles.flatMap((role) => targetsOf(role, kind, slug)).sort(byPath);
}
