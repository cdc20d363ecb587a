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
  /** Ends the measurement: the run that is on is killed, and the baseline has a `problem`. */
  readonly signal?: AbortSignal | undefined;
  /** Called between the rounds, so that what it does is not measured. */
  readonly onRound?: ((progress: Progress) => void) | undefined;
}

/** How far a measurement has come. */
export interface Progress {
  /** Rounds that were run, those of the warm-up included. */
  readonly done: number;
  /** Rounds that there are at most. */
  readonly total: number;
}

export interface MeasureOptions extends Settings {
  /** The program and its arguments. No shell reads them. */
  readonly command: readonly string[];
  /** Runs that count. Default 30; in a statistical gate the most that there may be, default 200. */
  readonly runs?: number | undefined;
}

export interface CompareOptions extends MeasureOptions {
  /** The same work without whatever `command` puts around it. */
  readonly direct: readonly string[];
}

/**
 * - 'acceptance': the mean of `runs` (30) runs, in total and over direct. What a person waits for.
 * - 'statistical': the 99 % interval of the median difference within the pairs lies on one side of
 *   the budget. It runs as many pairs as that takes, `runs` (200) at most, and otherwise says that
 *   it does not know. For budgets near what the machine can tell apart.
 */
export type GateKind = 'acceptance' | 'statistical';

export interface GateOptions extends CompareOptions {
  /** Heads the report. */
  readonly name: string;
  /** Default 'acceptance'. */
  readonly kind?: GateKind | undefined;
  /** 'acceptance': for the mean of `command`, and for what it adds; 'statistical': for what it adds. Default 100. */
  readonly budgetMs?: number | undefined;
  /** Of a statistical gate: no more pairs after this many milliseconds. Default 60000. */
  readonly maxMs?: number | undefined;
  /** An older build of `command`. A gate that is over its budget then names the stage that moved. */
  readonly base?: readonly string[] | undefined;
  /** When given, the result has a waterfall of `command`; also where `base` is compared from. */
  readonly trace?: TraceSource | undefined;
}

/** Where the stages of a chain of processes come from. */
export interface TraceSource {
  /**
   * 'file': the programs write Chrome trace events into the file that a variable names; 'strace':
   * whatever process takes on which image, from strace(1), which slows all of them down.
   * Default 'auto': from files if the command writes them, and otherwise from strace.
   */
  readonly from?: 'auto' | 'file' | 'strace' | undefined;
  /** The variable that names the file. Default RHACHET_TRACE. */
  readonly variable?: string | undefined;
  /** The variable that says when the run began, in milliseconds since the epoch. Default RHACHET_TRACE_T0. */
  readonly startVariable?: string | undefined;
}

export interface TraceOptions extends MeasureOptions {
  readonly source?: TraceSource | undefined;
}

export interface BlameOptions extends MeasureOptions {
  /** An older build of `command`, which must do the same. */
  readonly base: readonly string[];
  readonly source?: TraceSource | undefined;
}

/** One command among several. */
export interface Variant {
  readonly name: string;
  readonly command: readonly string[];
  /** The working directory of this command; that of the measurement where it is left out. */
  readonly cwd?: string | undefined;
}

export interface CompareManyOptions extends Settings {
  /** Their names differ. */
  readonly rows: readonly Variant[];
  /** The name of the row that the others are compared with. */
  readonly baseline: string;
  /** Rounds that count; each runs every row once. Default 30. */
  readonly rounds?: number | undefined;
}
