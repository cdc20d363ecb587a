// What a caller can set. Kept apart from the code so that the published types need no types of Node.

/** The environment of every run. It replaces the environment of this process, it is not merged. */
export type Env = Readonly<Record<string, string | undefined>>;

/** What every run of every command must do. */
export interface Expect {
  /**
   * 0 when not given. It is not copied from the direct call: two commands that both fail to do
   * the work (exit 1, exit 1) would agree with each other and pass.
   */
  readonly exitCode?: number | undefined;
  /** Exact text, or a pattern. When not given: the bytes that the direct call printed. */
  readonly stdout?: string | RegExp | undefined;
}

/** What all measurements have in common. */
export interface Settings {
  /** Rounds before those that count. Default 3. */
  readonly warmup?: number | undefined;
  /** Decides the order in each round and the intervals: 0 to 4294967295. Default: by chance. */
  readonly seed?: number | undefined;
  /** Default: the working directory of this process when the measurement starts. */
  readonly cwd?: string | undefined;
  /** Default: a copy of `process.env` when the measurement starts. */
  readonly env?: Env | undefined;
  /** What every run reads from stdin, a file. Default: nothing (`/dev/null`). */
  readonly input?: string | Uint8Array | undefined;
  readonly expect?: Expect | undefined;
  /** After this many milliseconds a run and its process group are killed. Default 10000. */
  readonly timeoutMs?: number | undefined;
}

export interface MeasureOptions extends Settings {
  /** The program and its arguments. No shell reads them. */
  readonly command: readonly string[];
  /** Runs that count. Default 30. */
  readonly runs?: number | undefined;
}

export interface CompareOptions extends MeasureOptions {
  /** The same work without whatever `command` puts around it. */
  readonly direct: readonly string[];
}

export interface GateOptions extends CompareOptions {
  /** Heads the report. */
  readonly name: string;
  /** For the mean of `command`, and for what it adds to `direct`. Default 100. */
  readonly budgetMs?: number | undefined;
}

/** One command among several. */
export interface Variant {
  readonly name: string;
  readonly command: readonly string[];
}

export interface CompareManyOptions extends Settings {
  /** Their names differ. */
  readonly rows: readonly Variant[];
  /** The name of the row that the others are compared with. */
  readonly baseline: string;
  /** Rounds that count; each runs every row once. Default 30. */
  readonly rounds?: number | undefined;
}
