// The files of a role with the tokens that each would cost.
import { findResources, readText, type Role, walk } from '@rhachet/agent-dir';
import { costOf, skillDocs, tokensOf } from '@rhachet/agent-dir/boot';

export interface FileCost {
  /** Relative to the role's directory; of a brief always the `.md` file. */
  path: string;
  type: 'brief' | 'skill' | 'other';
  /** UTF-16 code units; of a skill those of its documentation. */
  chars: number;
  tokens: number;
  /** In dollars. */
  cost: number;
}

const priced = (path: string, type: FileCost['type'], text: string): FileCost => {
  const tokens = tokensOf(text.length);
  return { path, type, chars: text.length, tokens, cost: costOf(tokens) };
};

/**
 * Others first, then briefs, then skills, each sorted by path. Other files below briefs/, and what is set aside there,
 * are none of them. Throws a `Failure`: 65 for a `.md.min` without its `.md`, 66 for what cannot be read.
 */
export function fileCosts(role: Role): FileCost[] {
  const { briefs, skills } = findResources(role);
  const others = walk(role.dir)
    .filter((path) => !path.startsWith('briefs/') && !path.startsWith('skills/'))
    .sort();
  const read = (path: string): string => readText(`${role.dir}/${path}`);
  return [
    ...others.map((path) => priced(path, 'other', read(path))),
    ...briefs.map(({ path, file }) => priced(path, 'brief', read(file))),
    ...skills.map((path) => priced(path, 'skill', skillDocs(read(path)))),
  ];
}
