// Which words the examples had: a text of words that nobody used is probably for nobody here.
import { foldWord } from '../decision/words.ts';
import { hashWord } from './features.ts';

/** Numbers are in any text. */
const NUMBER = /^\p{N}+$/u;

const hashesOf = (words: string[]): number[] =>
  words.filter((word) => !NUMBER.test(word)).map((word) => hashWord(foldWord(word)) >>> 0);

/** How many texts have each word. */
export function countWords(texts: string[][]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const words of texts) {
    for (const hash of new Set(hashesOf(words))) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  return counts;
}

/** The words as they are stored: hashes, ascending. */
export const vocabularyOf = (counts: Map<number, number>): Uint32Array =>
  Uint32Array.from(counts.keys()).sort();

function has(sorted: Uint32Array, wanted: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted;
}

const share = (words: string[], isKnown: (hash: number) => boolean): number => {
  const hashes = hashesOf(words);
  return hashes.length === 0 ? 0 : hashes.filter(isKnown).length / hashes.length;
};

/** The share of the words of a text that are known, 0 to 1. */
export const knownShare = (words: string[], vocabulary: Uint32Array): number =>
  share(words, (hash) => has(vocabulary, hash));

/** The same for a text that was itself counted, as if it had not been. */
export const knownToOthers = (words: string[], counts: Map<number, number>): number =>
  share(words, (hash) => (counts.get(hash) ?? 0) > 1);
