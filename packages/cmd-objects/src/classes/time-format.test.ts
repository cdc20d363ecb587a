// Times as text and back; nothing that is thrown is anything but an error of the language.
import { expect, it } from 'vitest';
import { TrashError } from '../values/trash-error.ts';
import { formatTime, parseTime } from './time-format.ts';

let seed = 5;
const below = (limit: number): number => (seed = (seed * 48_271) % 2_147_483_647) % limit;

const FORMATS = [
  '%Y-%m-%dT%H:%M:%S%z',
  '%s',
  '%d %b %Y %T %z',
  '%A, %B %e, %Y %I:%M:%S %p %z',
  '%F%%%R:%S%z',
];

it('reads what it wrote', () => {
  for (let round = 0; round < 500; round++) {
    const time = below(2_000_000_000) * 2;
    for (const format of FORMATS) {
      const text = formatTime(new Date(time * 1000), format);
      expect(`${text} ${parseTime(text, format)}`).toBe(`${text} ${time}`);
    }
  }
});

const PIECES = [
  '%',
  '-',
  '_',
  '0',
  '3',
  'Y',
  'm',
  'd',
  'H',
  'N',
  's',
  'z',
  'q',
  ' ',
  '(',
  '\\',
  '1',
];
const some = (most: number): string =>
  Array.from({ length: below(most + 1) }, () => PIECES[below(PIECES.length)]).join('');

it('takes any text for a format, or says that it is none', () => {
  let errors = 0;
  for (let round = 0; round < 5000; round++) {
    for (const work of [
      () => formatTime(new Date(0), some(6)),
      () => parseTime(some(8), some(6)),
    ]) {
      try {
        work();
      } catch (error) {
        errors++;
        expect(error).toBeInstanceOf(TrashError);
      }
    }
  }
  expect(errors).toBeGreaterThan(500);
});
