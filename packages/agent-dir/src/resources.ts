// What a role offers to a prompt: its readme, its briefs, its skills, and the boot.yml that curates them.
import { files } from '#files';
import { type Brief, findBriefs } from './briefs.ts';
import type { Role } from './roles.ts';
import { walk } from './walk.ts';

/** Paths are relative to the role's directory, lists sorted by path in code units. */
export interface Resources {
  readme: boolean;
  bootYml: boolean;
  briefs: Brief[];
  /** Every file below skills/, runnable or not: templates and notes are part of what a prompt says of a role. */
  skills: string[];
}

const has = (role: Role, name: string): boolean => files.kindOf(`${role.dir}/${name}`) === 'file';

/** Throws a `Failure`: 65 for a `.md.min` without its `.md`, 66 for a directory that cannot be read. */
export function findResources(role: Role): Resources {
  return {
    readme: has(role, 'readme.md'),
    bootYml: has(role, 'boot.yml'),
    briefs: findBriefs(role),
    skills: walk(`${role.dir}/skills`, files.listToRead)
      .sort()
      .map((path) => `skills/${path}`),
  };
}
