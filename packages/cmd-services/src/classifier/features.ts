// What the classifier sees of a text: its words, pairs of words, and every piece of 2 to 5 characters, each as a bucket.
// Hashing instead of a vocabulary (Weinberger et al. 2009) keeps the model small and needs no table at run time.

import { foldWord } from '../decision/words.ts';

/** A power of two. */
export const BUCKETS = 1 << 16;
const MASK = BUCKETS - 1;

const SHORTEST = 2;
const LONGEST = 5;

const FNV_PRIME = 0x01000193;
const WORD_SEED = 0x811c9dc5;
const PIECE_SEED = 0x01234567;

const WORD = /[\p{L}\p{N}]+/gu;

/** Buckets, each once: of words and pairs, and of pieces. The two kinds are weighed apart. */
export interface Features {
  words: number[];
  pieces: number[];
}

/** The words of a text as the classifier reads them. `snake_case` and `kebab-case` names are several. */
export const wordsOf = (text: string): string[] =>
  text.normalize('NFKC').toLowerCase().match(WORD) ?? [];

/** The low bits of FNV-1a depend on the last characters alone. */
function bucketOf(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return (mixed ^ (mixed >>> 15)) & MASK;
}

export function hashWord(word: string): number {
  let hash = WORD_SEED;
  for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), FNV_PRIME);
  return hash;
}

const hashPair = (first: number, second: number): number => (Math.imul(first, 31) + second) | 0;

type See = (bucket: number, start: number, end: number) => void;

/** Calls `see` with the bucket and the place of every piece: the spaces between words are part of them. */
function eachPiece(line: string, see: See): void {
  for (let start = 0; start < line.length; start += 1) {
    let hash = PIECE_SEED;
    const most = Math.min(LONGEST, line.length - start);
    for (let length = 1; length <= most; length += 1) {
      hash = Math.imul(hash ^ line.charCodeAt(start + length - 1), FNV_PRIME);
      if (length >= SHORTEST) see(bucketOf(hash), start, start + length);
    }
  }
}

const spaced = (words: string[]): string => ` ${words.join(' ')} `;

/** The features of the words of a text (`wordsOf`). */
export function featuresOf(words: string[]): Features {
  const hashes = words.map((word) => hashWord(foldWord(word)));
  const wordBuckets = new Set<number>();
  hashes.forEach((hash, i) => {
    wordBuckets.add(bucketOf(hash));
    const next = hashes[i + 1];
    if (next !== undefined) wordBuckets.add(bucketOf(hashPair(hash, next)));
  });
  const pieces = new Set<number>();
  if (words.length > 0) eachPiece(spaced(words), (bucket) => pieces.add(bucket));
  return { words: [...wordBuckets], pieces: [...pieces] };
}

/** The text of each feature, for those who ask what decided: `"cancel"`, `"cancel my"`, `…ancel…`. */
export function namedFeatures(words: string[]): Map<string, { bucket: number; isWord: boolean }> {
  const named = new Map<string, { bucket: number; isWord: boolean }>();
  words.forEach((word, i) => {
    const hash = hashWord(foldWord(word));
    named.set(word, { bucket: bucketOf(hash), isWord: true });
    const next = words[i + 1];
    if (next === undefined) return;
    named.set(`${word} ${next}`, {
      bucket: bucketOf(hashPair(hash, hashWord(foldWord(next)))),
      isWord: true,
    });
  });
  const line = spaced(words);
  eachPiece(line, (bucket, start, end) =>
    named.set(`…${line.slice(start, end)}…`, { bucket, isWord: false }),
  );
  return named;
}
