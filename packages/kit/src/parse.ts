// Splits the words of a call into rhachet's options and the target's own words.
import type { AnyCommand } from './contract.ts';
import { usage } from './failure.ts';
import { nearest } from './nearest.ts';
import { type OptionSpec, type OptionTable, withCommon } from './option-table.ts';

export interface Parsed {
  options: Record<string, string | true>;
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

/** Reads one option at `at` into `parsed` and returns the index behind it. */
function takeOption(found: Found, words: string[], into: { at: number; parsed: Parsed }): number {
  const { name, spec, attached } = found;
  const { at, parsed } = into;
  if (spec.value === undefined) {
    if (attached !== undefined) throw usage(`--${name} takes no value`);
    parsed.options[name] = true;
    return at + 1;
  }
  const value = attached ?? words[at + 1];
  if (value === undefined) throw usage(`--${name} needs a value: --${name} <${spec.value}>`);
  parsed.options[name] = value;
  return attached === undefined ? at + 2 : at + 1;
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

/** The words behind the target's name: the filters that may follow it, then everything is the target's. */
function takeRest(
  command: AnyCommand,
  words: string[],
  into: { at: number; parsed: Parsed },
): void {
  const filters: OptionTable = {};
  for (const name of command.target?.filters ?? []) {
    const spec = command.options[name];
    if (spec) filters[name] = spec;
  }
  let { at } = into;
  // Where no filter can follow (rhx), a `--` ends nothing: it is the target's word.
  const mayFollow = Object.keys(filters).length > 0;
  for (let word = words[at]; mayFollow && word !== undefined && isOption(word); word = words[at]) {
    const found = word === '--' ? undefined : findOption(filters, word);
    if (word === '--') at += 1;
    if (!found) break;
    at = takeOption(found, words, { at, parsed: into.parsed });
  }
  into.parsed.rest = words.slice(at);
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
    if (closed || !isOption(word)) {
      if (parsed.words.length === most) throw unexpectedWord(command, word);
      parsed.words.push(word);
      at += 1;
      if (!byWord) continue;
    } else {
      const found = findOption(table, word);
      if (!found) throw unknownOption(command, table, word);
      at = takeOption(found, words, { at, parsed });
      if (command.target?.options?.includes(found.name) !== true) continue;
    }
    takeRest(command, words, { at, parsed });
    break;
  }
  return parsed;
}
