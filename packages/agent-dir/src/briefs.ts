// The briefs of a role: the Markdown files below briefs/, less what is set aside.
import type { Role } from './roles.ts';
import { walk } from './walk.ts';

const SET_ASIDE = new Set(['.scratch', '.archive']);

/** A brief is an `.md` file; its compressed twin `.md.min` is the same brief. */
const isBrief = (path: string): boolean =>
  path.endsWith('.md') && !path.split('/').some((segment) => SET_ASIDE.has(segment));

export const countBriefs = (role: Role): number =>
  walk(`${role.dir}/briefs`).filter(isBrief).length;
