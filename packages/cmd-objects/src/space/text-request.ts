// A message as bash, the command line and a socket know it: words in, text out.

export interface TextRequest {
  /** The words behind `@`: receiver, selector or keywords and arguments in turns. */
  readonly words: readonly string[];
  /** Whose blocks and bash worker; null for the process's own. */
  readonly session: string | null;
}

export interface TextReply {
  /** 0 done, 1 an error of the program, 200 nobody there who understands: no such class or selector. */
  readonly status: 0 | 1 | 200;
  /** '' for nil. */
  readonly value: string;
  /** What was printed on the way (`Console print:`), with its newlines. */
  readonly output: string;
  /** What was printed to stderr. */
  readonly errors: string;
  readonly error: {
    readonly type: string;
    readonly message: string;
    /** Innermost first. */
    readonly trace: readonly string[];
  } | null;
  /** Where the method ran; null when none was found. */
  readonly kind: 'native' | 'typescript' | 'bash' | null;
}
