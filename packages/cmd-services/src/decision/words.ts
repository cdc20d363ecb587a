// Words as rules compare them: "contacts" is "contact", "syncing" is "sync".

/** A word, with the `@` of a mention; the one inside an address (`bob@example`) is none. */
const WORD = /(?:(?<![\p{L}\p{N}])@)?[\p{L}\p{N}]+/gu;

const MARKS = /\p{M}+/gu;

/** Words whose `s` is no plural. */
const SINGULAR = new Set(['news', 'aws', 'sms', 'dns', 'https', 'tls', 'css', 'ios', 'nas', 'gps']);

const hasVowel = (stem: string): boolean => /[aeiouy]/.test(stem);

function withoutPlural(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || SINGULAR.has(word)) return word;
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  return /(?:sses|shes|ches|xes|zes)$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

/** `shipp` of `shipping` as `ship`; `bill`, `pass`, `buzz` keep theirs. */
const withoutDouble = (stem: string): string =>
  /([^aeiouylsz])\1$/.test(stem) ? stem.slice(0, -1) : stem;

function withoutVerbForm(word: string): string {
  for (const ending of ['ing', 'ed']) {
    const stem = word.slice(0, -ending.length);
    if (!word.endsWith(ending) || word.endsWith('eed')) continue;
    // No English word ends in `v`: `saving` is of `save`.
    if (stem.length >= 3 && hasVowel(stem))
      return stem.endsWith('v') ? `${stem}e` : withoutDouble(stem);
  }
  return word;
}

/** Both of `invoice` and `invoic`(ed) end the same way. */
const withoutE = (word: string): string =>
  word.length > 4 && word.endsWith('e') ? word.slice(0, -1) : word;

/** One form for the forms of a word: lower case, without accents, plural and verb endings. Not itself a word. */
export function foldWord(word: string): string {
  const plain = word.normalize('NFKD').replace(MARKS, '').toLowerCase();
  if (plain.startsWith('@')) return plain;
  return withoutE(withoutVerbForm(withoutPlural(plain)));
}

/** The words of a text, folded, in order. Mentions keep their `@`. */
export const foldedWords = (text: string): string[] => (text.match(WORD) ?? []).map(foldWord);

/** Whether a word of a text is the one of a pattern: `@ollama` is `ollama` too, never the other way round. */
const isSame = (word: string | undefined, wanted: string): boolean =>
  word === wanted || word === `@${wanted}`;

/** Whether `wanted` stands in `words`, in one piece. */
export function holdsPhrase(words: string[], wanted: string[]): boolean {
  if (wanted.length === 0) return false;
  for (let start = 0; start + wanted.length <= words.length; start += 1) {
    let same = 0;
    while (same < wanted.length && isSame(words[start + same], wanted[same] ?? '')) same += 1;
    if (same === wanted.length) return true;
  }
  return false;
}
