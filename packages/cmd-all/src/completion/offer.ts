// What may stand at the cursor: commands, options, values, words, as the manifests of the packages say.
import type { CommandManifest, Complete, InstalledPackage, OptionManifest } from '@rhachet/kit';
import type { Asked, Candidate } from './candidate.ts';
import { namesOf, nextWords } from './names.ts';
import { findOption, optionsAt, type Position, positionAfter } from './position.ts';
import { readCall, RHX_WORDS } from './read-call.ts';

export interface Offer {
  /** `files`, `directories`: the shell itself knows best. */
  what: 'directories' | 'files' | 'words';
  /** What of the typed word stands in front of each of them: `--role=any,`. */
  head: string;
  words: Candidate[];
}

export interface Question {
  /** The command of the line, as it was typed. */
  program: string;
  /** The words between it and the cursor. */
  before: string[];
  /** What is typed of the word at the cursor. */
  typed: string;
  packages: InstalledPackage[];
}

const FILES: Offer = { what: 'files', head: '', words: [] };

const words = (candidates: Candidate[], head = ''): Offer => ({
  what: 'words',
  head,
  words: candidates,
});

/** Values of `complete`, behind what is typed of them. */
async function values(complete: Complete | undefined, asked: Asked, head = ''): Promise<Offer> {
  if (complete === undefined || complete === 'file') return { ...FILES, head };
  if (complete === 'directory') return { what: 'directories', head, words: [] };
  if (typeof complete === 'string') return words(await namesOf(complete, asked), head);
  return words(
    complete.map((word) => ({ word, help: '' })),
    head,
  );
}

/** The value of an option; in a list, the one behind the last separator, without those that are there. */
async function optionValue(
  { complete, separator }: OptionManifest,
  asked: Asked,
  head = '',
): Promise<Offer> {
  const at = separator === undefined ? -1 : asked.typed.lastIndexOf(separator);
  if (separator === undefined || at === -1) return values(complete, asked, head);
  const there = asked.typed.slice(0, at).split(separator);
  const typed = asked.typed.slice(at + 1);
  const offer = await values(complete, { ...asked, typed }, head + asked.typed.slice(0, at + 1));
  return { ...offer, words: offer.words.filter(({ word }) => !there.includes(word)) };
}

/** The options that may be given here, and are not yet. */
const optionNames = (command: CommandManifest, at: Position): Candidate[] =>
  optionsAt(command, at)
    .filter(({ name, many }) => many !== undefined || !at.given.has(name))
    .map(({ name, help }) => ({ word: `--${name}`, help }));

async function optionOffer(command: CommandManifest, at: Position, asked: Asked): Promise<Offer> {
  const { typed } = asked;
  const found = findOption(optionsAt(command, at), typed);
  if (found?.head !== undefined && found.option.value !== undefined) {
    const { head, option } = found;
    return optionValue(option, { ...asked, typed: typed.slice(head.length) }, head);
  }
  const names = optionNames(command, at);
  const isOurs = at.mode === 'own' || names.some(({ word }) => word.startsWith(typed));
  return isOurs ? words(names) : FILES;
}

async function offerIn(command: CommandManifest, at: Position, asked: Asked): Promise<Offer> {
  const { awaiting, mode } = at;
  const { typed } = asked;
  if (awaiting && !(awaiting.many === 'words' && typed.startsWith('--')))
    return optionValue(awaiting, asked);
  if (mode === 'rest') return FILES;
  if (typed.startsWith('-') && !at.closed) return optionOffer(command, at, asked);
  if (mode === 'behind') return FILES;
  const spec = command.words[at.words.length];
  if (!spec) return words(optionNames(command, at));
  const offer = await values(spec.complete, asked);
  if (command.name !== 'rhx') return offer;
  return words([...offer.words, ...RHX_WORDS.map((word) => ({ word, help: 'rhachet’s own' }))]);
}

/** The command that the words begin with, the longest name first. */
const commandOf = (commands: CommandManifest[], before: string[]): CommandManifest | undefined =>
  [2, 1]
    .map((length) =>
      commands.find(
        ({ name }) => before.length >= length && name === before.slice(0, length).join(' '),
      ),
    )
    .find(Boolean);

const TOP: Candidate[] = [
  { word: '--help', help: 'show what rhachet can do' },
  { word: '--version', help: 'show what is installed, and where' },
];

interface Line extends Omit<Question, 'packages' | 'program'> {
  commands: CommandManifest[];
  /** Those that `help` can explain. */
  all: CommandManifest[];
}

async function offerOn({ commands, all, before, typed }: Line): Promise<Offer> {
  const next = typed.startsWith('-') ? [] : nextWords(commands, before);
  const command = commandOf(commands, before);
  if (!command) return words(before.length === 0 && typed.startsWith('-') ? TOP : next);
  const length = command.name.split(' ').length;
  const at = positionAfter(command, before.slice(length));
  const { given, words: positional } = at;
  const offer = await offerIn(command, at, { given, words: positional, typed, commands: all });
  if (before.length > length || next.length === 0) return offer;
  return words([...next, ...offer.words]);
}

/** Everything that may stand at the cursor; the shell, or the caller, takes what fits the typed word. */
export async function offerFor({ program, before, typed, packages }: Question): Promise<Offer> {
  const call = readCall(program, before, packages);
  const offers = await Promise.all(
    call.ways.map((way) => offerOn({ commands: call.commands, all: call.all, before: way, typed })),
  );
  const [first = FILES] = offers;
  if (offers.length === 1) return first;
  return words(offers.flatMap((offer) => offer.words));
}
