// The waits between tries: their distribution, and what services ask for.
import { describe, expect, it } from 'vitest';
import { equalJitter, fullJitter, readRetryAfter } from './backoff.ts';

const retry = { attempts: 5, base: 200, cap: 5000 };

/** mulberry32: the same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SAMPLES = 20_000;
const sample = (draw: () => number): number[] =>
  Array.from({ length: SAMPLES }, draw).sort((a, b) => a - b);

/** Kolmogorov-Smirnov: the greatest distance from the uniform distribution over low to high. */
const distance = (sorted: number[], low: number, high: number): number =>
  Math.max(...sorted.map((x, at) => Math.abs((x - low) / (high - low) - at / SAMPLES)));
/** What 99.9 % of uniform samples of this size stay under. */
const FAR = 1.95 / Math.sqrt(SAMPLES);

describe('backoff', () => {
  it.each([
    [1, 400],
    [2, 800],
    [4, 3200],
    [5, 5000],
    [30, 5000],
  ])('1.4-jitter: after %i tries full jitter is uniform from 0 to %i ms', (tries, most) => {
    const random = seeded(tries);
    const waits = sample(() => fullJitter(retry, tries, random));
    expect(waits[0]).toBeGreaterThanOrEqual(0);
    expect(waits.at(-1)).toBeLessThanOrEqual(most);
    expect(distance(waits, 0, most)).toBeLessThan(FAR);
  });

  it.each([
    [1, 400],
    [3, 1600],
    [9, 5000],
  ])('after %i tries equal jitter is uniform over the upper half of %i ms', (tries, most) => {
    const random = seeded(tries);
    const waits = sample(() => equalJitter(retry, tries, random));
    expect(waits[0]).toBeGreaterThanOrEqual(most / 2);
    expect(waits.at(-1)).toBeLessThanOrEqual(most);
    expect(distance(waits, most / 2, most)).toBeLessThan(FAR);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['1.5', 1500],
    ['Sat, 21 Nov 2026 12:00:07 GMT', 7000],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j asks for %j ms', (header, ms) => expect(readRetryAfter(header, now)).toBe(ms));
});
