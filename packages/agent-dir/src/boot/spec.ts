// What a boot.yml says, read and checked (src/boot-yml): which files are said, which are only referred to.

export type Kind = 'briefs' | 'skills';

export interface Pattern {
  glob: string;
  /** `path` is relative to the role's directory. */
  matches: (path: string) => boolean;
}

export interface Curation {
  /** `undefined` where the key is absent, which is not the same as an empty list. */
  say: Pattern[] | undefined;
  ref: Pattern[];
}

export interface Section {
  /** As it is written in boot.yml: `always`, `subject.<slug>`; empty for the top level of simple mode. */
  name: string;
  briefs?: Curation;
  skills?: Curation;
}

export type Spec =
  | { mode: 'none' }
  | { mode: 'simple'; section: Section }
  | { mode: 'subject'; always: Section | undefined; subjects: Map<string, Section> };
