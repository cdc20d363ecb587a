// Names of other people's files must not move the cursor.
import { expect, it } from 'vitest';
import { printable } from './printable.ts';

it.each([
  ['plain text', 'plain text'],
  ['', ''],
  ['é 🪨 \u00a0 ~', 'é 🪨 \u00a0 ~'],
  ['a\nb\r\tc\0', 'a\\x0ab\\x0d\\x09c\\x00'],
  ['\u001b[2J\u001b]0;title\u0007', '\\x1b[2J\\x1b]0;title\\x07'],
  ['\u007f\u0080\u009b\u009f', '\\x7f\\x80\\x9b\\x9f'],
])('%j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});
