// The contract between the dispatcher and a command package: data and functions, no process.
import type { Launch } from './launch-context.ts';
import type { InstalledPackage } from './manifest.ts';
import type { Complete, OptionTable, OptionValues } from './option-table.ts';
import type { Table } from './table.ts';

/** Raised only when old commands stop working with a new dispatcher, or the other way round. */
export const CONTRACT = 1;

/** What surrounds a call. */
export interface Host {
  launch: Launch;
  /**
   * What the installed packages offer; a package that runs alone knows only itself.
   * Throws a `Failure` (exit 78) where one of them cannot be read; with `skipBroken`, it is left out.
   */
  packages: (options?: { skipBroken: boolean }) => Promise<InstalledPackage[]>;
  /** The definition of one of those packages. Throws a `Failure` (exit 78) where it cannot be loaded. */
  load: (installed: InstalledPackage) => PackageDefinition;
}

/** What `main` is given: parsed options, and what surrounds the call. */
export interface Call<T extends OptionTable = OptionTable> extends Host {
  options: OptionValues<T>;
  /** The positional words that the command declares. */
  words: string[];
  /** The words that belong to the target, untouched. */
  rest: string[];
  json: boolean;
}

/** How another program ended that took over. */
export interface Ended {
  /** Its code, or 128+n for death by signal n. */
  exit: number;
  signal?: NodeJS.Signals;
}

export interface Printed {
  /** Written to stderr first. */
  note?: string;
  print?: string | AsyncIterable<string | Uint8Array>;
  /** One of `EXIT`, 0 when absent. */
  exit?: number;
}

/** The process turns into the target; where that is impossible, `become` resolves to how the target ended. */
export interface Handover {
  /** Written to stderr first. */
  note?: string;
  /** Calls `last` at the last moment at which we can still do something. */
  become: (last: () => void) => Promise<Ended>;
}

/** A piece of what is printed, and where. */
export interface Chunk {
  to: 'out' | 'err';
  bytes: Uint8Array;
}

/** What other programs print; the generator returns the exit code. */
export interface Streamed {
  stream: AsyncGenerator<Chunk, number>;
}

export type Outcome = Printed | Handover | Streamed;

export interface WordSpec {
  name: string;
  help: string;
  optional?: boolean;
  /** What it may be, for completion; a file where nothing is said. */
  complete?: Complete;
}

/** Where the target's own words begin. From there on only the options in `filters` are ours, up to the first other word. */
export interface TargetSpec<T extends OptionTable> {
  /** The options that name the target; without them the first positional word does. */
  options?: (keyof T & string)[];
  filters?: (keyof T & string)[];
}

export interface Command<T extends OptionTable = OptionTable> {
  /** One or two words: `run`, `roles list`. */
  name: string;
  summary: string;
  /** For programs, not for people: help, suggestions and completion leave it out. */
  hidden?: true;
  options: T;
  words?: WordSpec[];
  target?: TargetSpec<T>;
  main: (call: Call<T>) => Outcome | Promise<Outcome>;
}

/** A command whose option types have been forgotten, so that many fit in one list. */
export type AnyCommand = Omit<Command, 'main' | 'target'> & {
  target?: TargetSpec<OptionTable>;
  main: (call: Call) => Outcome | Promise<Outcome>;
};

export interface PackageDefinition {
  contract: number;
  /** The npm name. */
  package: string;
  version: string;
  /** The word that the package's own bin puts in front when the caller leaves it out. */
  word?: string;
  commands: AnyCommand[];
  /** What this package can decide about, for `rhachet map`. */
  tables?: () => Table[];
  /** Answers a word that is none of the commands. */
  unknown?: (call: Host & { words: string[] }) => Outcome | Promise<Outcome>;
}

/** Keeps the option types of one command for its `main`. */
export const defineCommand = <const T extends OptionTable>(command: Command<T>): AnyCommand =>
  command as unknown as AnyCommand;

export const definePackage = (
  definition: Omit<PackageDefinition, 'contract'> & { contract: typeof CONTRACT },
): PackageDefinition => definition;
