// One table per command: the parser, --help, completion, docs and command.json are made from it.

/**
 * What may stand in a place, for completion in a shell: these very words (none: `[]`), or the names that a kind stands for
 * where the caller is. `target` is an init with the option `--init`, else a skill; `package-role`, `package-repo` and
 * `role-change` (`role`, `+role`, `-role`) come from the installed role packages.
 */
export type Complete = readonly string[] | CompleteKind;

export type CompleteKind =
  | 'command'
  | 'directory'
  | 'file'
  | 'init'
  | 'package-repo'
  | 'package-role'
  | 'repo'
  | 'role'
  | 'role-change'
  | 'skill'
  | 'target';

export interface OptionSpec {
  /** One letter. */
  short?: string;
  /** The name of its value; an option without one is a flag. */
  value?: string;
  /** The value may be left out: `--mock` or `--mock=file`, never `--mock file`. */
  optional?: true;
  /**
   * Its values are a list. `true`: one value each time that it is given; the option that names the target may then be
   * given again behind itself. `'words'`: every word up to the next option, words like `-x` that spell none of ours included.
   */
  many?: true | 'words';
  /** What its value may be; a file where nothing is said. */
  complete?: Complete;
  /** What stands between several values in one word. Only completion reads it: the command splits the word itself. */
  separator?: ',';
  help: string;
}

export type OptionTable = Record<string, OptionSpec>;

type ValueOf<S extends OptionSpec> = S extends { many: true | 'words' }
  ? string[]
  : S extends { value: string; optional: true }
    ? string | true
    : S extends { value: string }
      ? string
      : 'value' extends keyof S
        ? string | string[] | true
        : true;

/** The parsed values: a string for an option with a value, a list for one with many, `true` for a flag or a value left out. */
export type OptionValues<T extends OptionTable> = { [K in keyof T]?: ValueOf<T[K]> };

/** Options that every command has. */
export const COMMON: OptionTable = {
  json: { help: 'results and errors as JSON' },
  help: { short: 'h', help: 'show this help' },
};

/** A command's own options first, then the common ones that it does not define itself. */
export const withCommon = (options: OptionTable): OptionTable => ({
  ...options,
  ...COMMON,
  ...options,
});
