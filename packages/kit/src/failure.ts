// The one error class of rhachet: one line says what is wrong, one says what to do, no stack.

/** Exit codes of our own, after the shell and `sysexits.h`. Never 1 or 2: to an agent's hooks 2 means "blocked". */
export const EXIT = {
  ok: 0,
  usage: 64,
  badData: 65,
  noInput: 66,
  unavailable: 69,
  internal: 70,
  tryLater: 75,
  remoteError: 76,
  refused: 77,
  badConfig: 78,
  notExecutable: 126,
  notFound: 127,
} as const;

/** What `run --required` turns every failure of our own into: an agent's hook reads 2 as "blocked". */
export const EXIT_BLOCKED = 2;

export interface FailureOptions {
  /** Machine-readable, stable, e.g. `E0020`, `USAGE`. */
  code: string;
  /** One of `EXIT`. */
  exit: number;
  /** What to do about it, one line. */
  hint?: string;
  /** Further lines between the message and the hint, e.g. the candidates. */
  details?: string[];
  cause?: unknown;
}

const BRAND = 'RhachetFailure';

/** An error that is the caller's to solve. Anything else that is thrown is a fault of our own. */
export class Failure extends Error {
  override readonly name = BRAND;
  readonly code: string;
  readonly exit: number;
  readonly hint: string | undefined;
  readonly details: string[];

  constructor(message: string, options: FailureOptions) {
    super(message, { cause: options.cause });
    this.code = options.code;
    this.exit = options.exit;
    this.hint = options.hint;
    this.details = options.details ?? [];
  }
}

/** Each bundle carries its own copy of `Failure`, so `instanceof` fails across them: the name is the brand. */
export const isFailure = (error: unknown): error is Failure =>
  error instanceof Error && error.name === BRAND;

/** A call that is written wrongly: exit 64. */
export const usage = (message: string, hint?: string): Failure =>
  new Failure(message, {
    code: 'USAGE',
    exit: EXIT.usage,
    ...(hint === undefined ? {} : { hint }),
  });
