// What is wrong in a program: a fault ends one statement or declaration, and the parser goes on behind it.
import type { Problem } from './ast.ts';
import type { Source } from './source.ts';

/** Enough to mend a file by; a binary file would fill the screen. */
const MOST_PROBLEMS = 100;

export type ProblemCode =
  'unexpected_token' | 'unterminated' | 'too_deep' | 'too_long' | 'no_header' | 'possible_typo';

/** Thrown where nothing sensible can be read, caught where the next statement or declaration starts. */
export class Fault extends Error {
  readonly code: ProblemCode;
  readonly offset: number;

  constructor(code: ProblemCode, message: string, offset: number) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}

export class Problems {
  readonly list: Problem[] = [];
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  add(code: ProblemCode, message: string, offset: number): void {
    this.#push({ code, message, severity: 'error', at: this.#source.positionOf(offset) });
  }

  warn(code: ProblemCode, message: string, offset: number): void {
    this.#push({ code, message, severity: 'warning', at: this.#source.positionOf(offset) });
  }

  /** @throws what is no fault */
  addFault(error: unknown): Fault {
    if (!(error instanceof Fault)) throw error;
    this.add(error.code, error.message, error.offset);
    return error;
  }

  /** Takes back what was said since the list had this length. */
  forget(length: number): void {
    this.list.length = Math.min(length, this.list.length);
  }

  #push(problem: Problem): void {
    if (this.list.length < MOST_PROBLEMS) this.list.push(problem);
  }
}
