// What the parsers of one text share.
import { Fault, type Problems } from './problems.ts';
import type { Source } from './source.ts';

/** Blocks in blocks, parentheses in parentheses: who walks the tree calls itself once a level. */
const MOST_DEEP = 200;
/** Operators in a row, `1 + 1 + 1 …`: they nest to the left. */
export const MOST_IN_A_ROW = 1000;

export class Context {
  readonly source: Source;
  readonly problems: Problems;
  #depth = 0;

  constructor(source: Source, problems: Problems) {
    this.source = source;
    this.problems = problems;
  }

  /** @throws Fault */
  deeper<T>(offset: number, parse: () => T): T {
    if (this.#depth >= MOST_DEEP) {
      throw new Fault('too_deep', `nested deeper than ${MOST_DEEP} levels`, offset);
    }
    this.#depth++;
    try {
      return parse();
    } finally {
      this.#depth--;
    }
  }
}
