// The words of the command line, read into one object.
import { parseArgs } from 'node:util';

import { CannotRun } from './cannot-run.ts';

const COMMANDS = ['run', 'gate', 'compare', 'trace', 'report'] as const;
export type CommandName = (typeof COMMANDS)[number];

const FROM = ['auto', 'file', 'strace'] as const;

const OPTIONS = {
  json: { type: 'boolean', default: false },
  'export-json': { type: 'string' },
  markdown: { type: 'string' },
  html: { type: 'string' },
  chrome: { type: 'string' },
  svg: { type: 'string' },
  from: { type: 'string' },
  file: { type: 'string' },
  only: { type: 'string' },
  runs: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
} as const;

export interface Arguments {
  readonly command: CommandName;
  /** The configuration; of `report`, the results. */
  readonly path: string | undefined;
  /** A command to measure instead: the words behind `--`. */
  readonly words: readonly string[];
  readonly json: boolean;
  /** Files to write. */
  readonly exportJson?: string | undefined;
  readonly markdown?: string | undefined;
  readonly html?: string | undefined;
  readonly chrome?: string | undefined;
  readonly svg?: string | undefined;
  readonly from?: (typeof FROM)[number] | undefined;
  /** A trace file to show. */
  readonly file?: string | undefined;
  readonly only?: string | undefined;
  readonly runs?: number | undefined;
  readonly seed?: number | undefined;
}

const HINT = 'see `perf-harness --help`';

/**
 * 'help' and 'version' when they are asked for.
 * @throws CannotRun for words that mean nothing
 */
export function readArguments(argv: readonly string[]): Arguments | 'help' | 'version' {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  const { values, positionals } = parse([...own]);
  if (values.help || own.length === 0) return 'help';
  if (values.version) return 'version';
  const [command, path, ...more] = positionals;
  if (!isOneOf(COMMANDS, command)) {
    throw new CannotRun(`"${command ?? ''}" is none of ${COMMANDS.join(', ')}`, HINT);
  }
  if (more[0] !== undefined) throw new CannotRun(`one file is enough: what is ${more[0]}?`, HINT);
  const { from } = values;
  if (from !== undefined && !isOneOf(FROM, from)) {
    throw new CannotRun(`--from takes ${FROM.join(', ')}, not ${from}`, HINT);
  }
  const words = end === -1 ? [] : argv.slice(end + 1);
  const parsed = { ...values, command, path, words, from, exportJson: values['export-json'] };
  return checked({ ...parsed, runs: count('runs', values.runs), seed: count('seed', values.seed) });
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new CannotRun((error as Error).message, HINT);
  }
}

function isOneOf<T extends string>(names: readonly T[], word: string | undefined): word is T {
  return names.includes(word as T);
}

function count(option: string, text: string | undefined): number | undefined {
  if (text === undefined || /^\d+$/.test(text))
    return text === undefined ? undefined : Number(text);
  throw new CannotRun(`--${option} takes a whole number, not ${text}`, HINT);
}

/** An option that a command would pass over in silence is a mistake of the caller. */
function checked(args: Arguments & Record<string, unknown>): Arguments {
  const { command, words, path } = args;
  const only = (option: string, ...names: CommandName[]): void => {
    if (args[option] === undefined || names.includes(command)) return;
    throw new CannotRun(`--${option} has no meaning for ${command}`, HINT);
  };
  ['chrome', 'svg', 'from', 'file'].forEach((option) => only(option, 'trace'));
  ['runs', 'seed', 'only'].forEach((option) => only(option, 'run', 'gate', 'compare', 'trace'));
  if (words.length > 0 && command !== 'run' && command !== 'trace') {
    throw new CannotRun(`${command} needs two commands, which stand in a perf.config.ts`, HINT);
  }
  if (words.length > 0 && path !== undefined) {
    throw new CannotRun(`both ${path} and a command behind \`--\``, HINT);
  }
  if (command === 'report' && path === undefined) {
    throw new CannotRun('report needs the results that `perf-harness … --json` printed', HINT);
  }
  return args;
}
