// An error of a program in the language: what `_throw` makes, what `try:catch:` catches.

/** Where a program was when an error came up: `Counter.increment (Counter.trash:12)`, innermost first. */
export type Trace = string[];

/**
 * Types of our own: MessageNotUnderstood, ClassNotFound, InvalidReceiver, InvalidArgument, PrivateMethod, TypeError, NameError,
 * ZeroDivide, IndexError, KeyError, NotFound, FileError, PersistenceError, ConflictError, ShellError, DeadFrame, BytecodeError,
 * DepthExceeded, SyntaxError.
 */
export class TrashError extends Error {
  readonly type: string;
  readonly trace: Trace = [];

  constructor(type: string, message: string) {
    super(message);
    this.name = 'TrashError';
    this.type = type;
  }
}

/** Also of one that another bundle made: each has its own copy of the class. */
export const isTrashError = (error: unknown): error is TrashError =>
  error instanceof Error && error.name === 'TrashError';
