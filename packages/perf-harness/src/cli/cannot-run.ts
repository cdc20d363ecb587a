// What keeps the program from measuring at all. It ends with 2, as an inconclusive gate does.

/** Says in one line what is wrong, and in one what to do. */
export class CannotRun extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = 'CannotRun';
    this.hint = hint;
  }
}
