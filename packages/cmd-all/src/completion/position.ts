// What the words before the cursor say: kit's parser, for a call that is not complete and may be wrong.
import type { CommandManifest, OptionManifest } from '@rhachet/kit';

export interface Position {
  /** `own`: before the target's name; `behind`: after it, where filters may follow; `rest`: the target's own words. */
  mode: 'own' | 'behind' | 'rest';
  /** Behind `--` no word is an option. */
  closed: boolean;
  /** The option whose value comes next, or may come next. */
  awaiting: OptionManifest | undefined;
  given: Map<string, string[]>;
  words: string[];
}

export interface Found {
  option: OptionManifest;
  /** What stands in front of an attached value: `--name=`, `-n`. */
  head: string | undefined;
}

const isOption = (word: string): boolean => word.length > 1 && word.startsWith('-');

/** The option that a word spells: `--name`, `--name=value`, `-n`, `-nvalue`. */
export function findOption(options: OptionManifest[], word: string): Found | undefined {
  if (word.startsWith('--')) {
    const equals = word.indexOf('=');
    const name = word.slice(2, equals === -1 ? undefined : equals);
    const option = options.find((one) => one.name === name);
    return option && { option, head: equals === -1 ? undefined : word.slice(0, equals + 1) };
  }
  const option = options.find(
    ({ short, value }) => short === word[1] && (word.length === 2 || value !== undefined),
  );
  return option && { option, head: word.length > 2 ? word.slice(0, 2) : undefined };
}

/** The options that may stand where the cursor is. */
export function optionsAt({ options, target }: CommandManifest, at: Position): OptionManifest[] {
  if (at.mode === 'own') return options;
  const again = options.filter(
    ({ name, many }) => many && target?.options?.includes(name) && at.given.has(name),
  );
  return [...again, ...options.filter(({ name }) => target?.filters?.includes(name))];
}

const namesTarget = ({ target }: CommandManifest, { name }: OptionManifest): boolean =>
  target?.options?.includes(name) === true;

const isByWord = ({ target }: CommandManifest): boolean =>
  target !== undefined && target.options === undefined;

/** `--roles a b` ends at the next option. */
const endsList = (options: OptionManifest[], word: string): boolean =>
  word.startsWith('--') || (isOption(word) && findOption(options, word) !== undefined);

function give(
  command: CommandManifest,
  at: Position,
  { option, value }: { option: OptionManifest; value: string },
): void {
  at.given.set(option.name, [...(at.given.get(option.name) ?? []), value]);
  if (option.many !== 'words') at.awaiting = undefined;
  if (namesTarget(command, option)) at.mode = 'behind';
}

function takeOption(
  command: CommandManifest,
  at: Position,
  { option, head, word }: Found & { word: string },
): void {
  if (option.value === undefined) at.given.set(option.name, []);
  else if (head !== undefined) give(command, at, { option, value: word.slice(head.length) });
  else at.awaiting = option;
}

function takeWord(command: CommandManifest, at: Position, word: string): void {
  const { awaiting } = at;
  if (awaiting && !(awaiting.many === 'words' && endsList(command.options, word))) {
    give(command, at, { option: awaiting, value: word });
    return;
  }
  at.awaiting = undefined;
  if (at.mode === 'rest') return;
  if (word === '--' && !at.closed) {
    at.closed = true;
    if (at.mode === 'behind') at.mode = 'rest';
    return;
  }
  if (isOption(word) && !at.closed) {
    const found = findOption(optionsAt(command, at), word);
    if (found) takeOption(command, at, { ...found, word });
    else if (at.mode === 'behind') at.mode = 'rest';
    return;
  }
  if (at.mode === 'own') at.words.push(word);
  if (at.mode === 'behind') at.mode = 'rest';
  // Where no filter can follow (rhx), even `--` is the target's.
  else if (isByWord(command))
    at.mode = (command.target?.filters ?? []).length > 0 ? 'behind' : 'rest';
}

/** Where the words behind a command's name lead to. */
export function positionAfter(command: CommandManifest, words: string[]): Position {
  const at: Position = {
    mode: 'own',
    closed: false,
    awaiting: undefined,
    given: new Map(),
    words: [],
  };
  for (const word of words) takeWord(command, at, word);
  return at;
}
