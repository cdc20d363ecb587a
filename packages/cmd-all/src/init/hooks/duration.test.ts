// The durations that hooks are written with.
import { expect, it } from 'vitest';
import { toSeconds } from './duration.ts';

it.each([
  ['PT5S', 5],
  ['PT1M30S', 90],
  ['PT1H', 3600],
  ['P1DT1S', 86_401],
  ['P1W', 604_800],
  ['PT0.4S', 1],
  ['PT1.6S', 2],
])('%s', (text, seconds) => expect(toSeconds(text)).toBe(seconds));

it.each(['', 'P', 'PT', '5', '5s', 'PT5', 'P1M', 'P1Y', 'pt5s', 'PT-5S'])('%j is none', (text) => {
  expect(() => toSeconds(text)).toThrow(expect.objectContaining({ exit: 78 }));
});
