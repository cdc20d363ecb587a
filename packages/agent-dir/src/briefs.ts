// The briefs of a role: the Markdown files below briefs/, less what is set aside.
import { EXIT, Failure } from '@rhachet/kit';
import { files } from '#files';
import type { Role } from './roles.ts';
import { walk } from './walk.ts';

const SET_ASIDE = /(^|\/)\.(scratch|archive)\//;
const MIN = '.min';

export interface Brief {
  /** What patterns match and what is counted: the `.md` file, relative to the role's directory. */
  path: string;
  /** The file that is read, relative to the role's directory: the compressed twin `.md.min` where there is one. */
  file: string;
}

const filesOf = (role: Role, list = files.listBelow): string[] =>
  walk(`${role.dir}/briefs`, list).filter((path) => !SET_ASIDE.test(path));

/** A brief is an `.md` file; its compressed twin `.md.min` is the same brief. */
export const countBriefs = (role: Role): number =>
  filesOf(role).filter((path) => path.endsWith('.md')).length;

function orphan({ repo, role, dir }: Role, file: string): Failure {
  const brief = file.slice(0, -MIN.length);
  return new Failure(
    `${dir}/briefs/${file} is the compressed twin of a brief that is not there: ${brief}`,
    {
      code: 'ORPHAN_MIN',
      exit: EXIT.badData,
      hint: `add briefs/${brief} to repo=${repo}/role=${role}, or remove the twin`,
    },
  );
}

/** One pass: a role has hundreds of files, and every agent start waits for this. */
function sortOut(files: string[]): { paths: string[]; twins: Set<string> } {
  const paths: string[] = [];
  const twins = new Set<string>();
  for (const file of files) {
    if (file.endsWith('.md')) paths.push(file);
    else if (file.endsWith(`.md${MIN}`)) twins.add(file);
  }
  return { paths: paths.sort(), twins };
}

function checkTwins(role: Role, paths: string[], twins: Set<string>): void {
  if (twins.size === 0) return;
  const known = new Set(paths);
  const lost = [...twins].sort().find((twin) => !known.has(twin.slice(0, -MIN.length)));
  if (lost !== undefined) throw orphan(role, lost);
}

/**
 * The briefs of a role, sorted by path in code units.
 * Throws a `Failure` (exit 65) for a `.md.min` without its `.md`.
 */
export function findBriefs(role: Role): Brief[] {
  const { paths, twins } = sortOut(filesOf(role, files.listToRead));
  checkTwins(role, paths, twins);
  return paths.map((path) => ({
    path: `briefs/${path}`,
    file: `briefs/${twins.has(path + MIN) ? path + MIN : path}`,
  }));
}
