// Splits the words of a call into rhachet's options and the target's own words.
import type { AnyCommand } from './contract.ts';
import { usage } from './failure.ts';
import { nearest } from './nearest.ts';
import { type OptionSpec, type OptionTable, withCommon } from './option-table.ts';

export interface Parsed {
  options: Record<string, string | string[] | true>;
  words: string[];
  rest: string[];
}

interface Found {
  name: string;
  spec: OptionSpec;
  /** The value behind `=` or behind a short letter. */
  attached: string | undefined;
}

const isOption = (word: string): boolean => word.length > 1 && word.startsWith('-');

/** Finds the option that a word spells: `--name`, `--name=value`, `-n`, `-nvalue`. */
function findOption(table: OptionTable, word: string): Found | undefined {
  if (word.startsWith('--')) {
    const equals = word.indexOf('=');
    const name = word.slice(2, equals === -1 ? undefined : equals);
    const spec = Object.hasOwn(table, name) ? table[name] : undefined;
    return spec && { name, spec, attached: equals === -1 ? undefined : word.slice(equals + 1) };
  }
  for (const [name, spec] of Object.entries(table)) {
    if (spec.short !== word[1]) continue;
    if (word.length > 2 && spec.value === undefined) continue;
    return { name, spec, attached: word.length > 2 ? word.slice(2) : undefined };
  }
  return undefined;
}

/** Where the words of a list end: at the next option of ours, and at anything that begins with two dashes. */
function endOfList(table: OptionTable, words: string[], from: number): number {
  let at = from;
  for (let word = words[at]; word !== undefined; word = words[at]) {
    if (word.startsWith('--') || (isOption(word) && findOption(table, word))) break;
    at += 1;
  }
  return at;
}

interface Into {
  at: number;
  parsed: Parsed;
  /** The options that may follow. */
  table: OptionTable;
}

/** Reads one option at `at` into `parsed` and returns the index behind it. */
function takeOption({ name, spec, attached }: Found, words: string[], into: Into): number {
  const { options } = into.parsed;
  const first = into.at + 1;
  if (spec.value === undefined) {
    if (attached !== undefined) throw usage(`--${name} takes no value`);
    options[name] = true;
    return first;
  }
  if (spec.optional && attached === undefined) {
    options[name] = true;
    return first;
  }
  const end = spec.many === 'words' ? endOfList(into.table, words, first) : first + 1;
  const values = attached === undefined ? words.slice(first, end) : [attached];
  const [value] = values;
  if (value === undefined) throw usage(`--${name} needs a value: --${name} <${spec.value}>`);
  const before = options[name];
  options[name] = spec.many ? [...(Array.isArray(before) ? before : []), ...values] : value;
  return attached === undefined ? end : first;
}

function unknownOption(command: AnyCommand, table: OptionTable, word: string): Error {
  const [close] = nearest(
    word.replace(/=.*/s, ''),
    Object.keys(table).map((name) => `--${name}`),
  );
  const meant = close === undefined ? '' : `did you mean ${close}? `;
  return usage(
    `unknown option ${word} of "${command.name}"`,
    `${meant}rhachet ${command.name} --help shows all of them`,
  );
}

/** The options that may follow the target's name: the filters, and the name's own option where that takes many. */
function optionsBehind({ options, target }: AnyCommand, naming: Found | undefined): OptionTable {
  const behind: OptionTable = naming?.spec.many ? { [naming.name]: naming.spec } : {};
  for (const name of target?.filters ?? []) {
    const spec = options[name];
    if (spec) behind[name] = spec;
  }
  return behind;
}

/** The words behind the target's name: the options that may follow it, then everything is the target's. */
function takeRest(words: string[], { at, parsed, table: filters }: Into): void {
  // Where no filter can follow (rhx), a `--` ends nothing: it is the target's word.
  const mayFollow = Object.keys(filters).length > 0;
  for (let word = words[at]; mayFollow && word !== undefined && isOption(word); word = words[at]) {
    const found = word === '--' ? undefined : findOption(filters, word);
    if (word === '--') at += 1;
    if (!found) break;
    at = takeOption(found, words, { at, parsed, table: filters });
  }
  parsed.rest = words.slice(at);
}

function unexpectedWord(command: AnyCommand, word: string): Error {
  return usage(
    `unexpected word "${word}" behind "${command.name}"`,
    `rhachet ${command.name} --help shows what it takes`,
  );
}

/**
 * Parses the words behind a command's name.
 * Throws a `Failure` (exit 64) for an unknown option, a missing value, a word too many.
 */
export function parse(command: AnyCommand, words: string[]): Parsed {
  const table = withCommon(command.options);
  const parsed: Parsed = { options: {}, words: [], rest: [] };
  const byWord = command.target !== undefined && command.target.options === undefined;
  const most = byWord ? 1 : (command.words?.length ?? 0);
  let at = 0;
  let closed = false;
  while (at < words.length) {
    const word = words[at] ?? '';
    if (!closed && word === '--') {
      closed = true;
      at += 1;
      continue;
    }
    let naming: Found | undefined;
    if (closed || !isOption(word)) {
      if (parsed.words.length === most) throw unexpectedWord(command, word);
      parsed.words.push(word);
      at += 1;
      if (!byWord) continue;
    } else {
      naming = findOption(table, word);
      if (!naming) throw unknownOption(command, table, word);
      at = takeOption(naming, words, { at, parsed, table });
      if (command.target?.options?.includes(naming.name) !== true) continue;
    }
    takeRest(words, { at, parsed, table: optionsBehind(command, naming) });
    break;
  }
  return parsed;
}
