// completion words: what may stand at the end of a line, in the form that each shell's script reads (docs/completion.md).
import { type Call, type Outcome, printable, usage } from '@rhachet/kit';
import { type Offer, offerFor } from './offer.ts';
import { quoteFor, readLine, splitWords } from './shell-words.ts';

interface Options {
  shell?: string;
  line?: string;
  replace?: string;
}

type Asking = Pick<Call, 'packages' | 'rest' | 'words'> & { options: Options };

/** A name that would break the line in two is not offered: no shell could be given it. */
// eslint-disable-next-line no-control-regex -- control characters are what it is about
const isPlain = (word: string): boolean => !/[\u0000-\u001f\u007f-\u009f]/.test(word);

/** Help in one line. */
const inLine = (help: unknown): string =>
  typeof help === 'string' ? printable(help.replace(/\s+/g, ' ')).slice(0, 200) : '';

const lines = (all: string[]): Outcome => ({ print: all.map((line) => `${line}\n`).join('') });

const plain = ({ words }: Offer): Offer['words'] => words.filter(({ word }) => isPlain(word));

/** What bash puts in the place of `replace`: quoted as the line is there, without what it keeps. */
function forBash(offer: Offer, { line, replace }: { line: string; replace: string }): Outcome {
  const { raw, value } = splitWords(line).at(-1) ?? { raw: '', value: '' };
  const kept = splitWords(raw.slice(0, raw.length - replace.length)).at(-1);
  const { value: head = '', quote = '' } = raw.endsWith(replace) && kept ? kept : {};
  const fitting = plain(offer)
    .map(({ word }) => offer.head + word)
    .filter((word) => word.startsWith(value));
  return lines([offer.what, ...fitting.map((word) => quoteFor(word.slice(head.length), quote))]);
}

/** What zsh sets aside before it compares words, as a pattern of compset. */
const patternOf = (head: string): string => (/[=,]$/.test(head) ? `*${head.slice(-1)}` : head);

/** `name:help` of _describe. */
const forZsh = (offer: Offer): Outcome =>
  lines([
    `${offer.what}\t${patternOf(offer.head)}`,
    ...plain(offer).map(({ word, help }) => `${word.replace(/[\\:]/g, '\\$&')}:${inLine(help)}`),
  ]);

const forFish = (offer: Offer): Outcome =>
  lines([
    offer.what,
    ...plain(offer).map(({ word, help }) => `${offer.head}${word}\t${inLine(help)}`),
  ]);

async function bash({ options, packages }: Asking): Promise<Outcome> {
  const { line = '', replace = '' } = options;
  const { before, last, redirected } = readLine(line);
  const [program = '', ...words] = before;
  if (redirected) return lines(['files']);
  const question = { program, before: words, typed: last.value };
  const offer = await offerFor({ ...question, packages: await packages({ skipBroken: true }) });
  return forBash(offer, { line, replace });
}

/** The words are unquoted, except that fish gives the last one as it is typed. */
async function otherShell({ options, packages, rest, words }: Asking): Promise<Outcome> {
  const [program = ''] = words;
  const isFish = options.shell === 'fish';
  const given = rest.at(-1) ?? '';
  const typed = isFish ? (splitWords(given).at(-1)?.value ?? '') : given;
  const question = { program, before: rest.slice(0, -1), typed };
  const offer = await offerFor({ ...question, packages: await packages({ skipBroken: true }) });
  return isFish ? forFish(offer) : forZsh(offer);
}

/** Throws a `Failure` (exit 64) for another shell. The scripts discard what is said of a failure. */
export function completeWords(asking: Asking): Promise<Outcome> {
  const { shell } = asking.options;
  if (shell === 'bash') return bash(asking);
  if (shell === 'zsh' || shell === 'fish') return otherShell(asking);
  throw usage(
    '--shell is required: bash, zsh or fish',
    'the scripts of rhachet completion call this',
  );
}
