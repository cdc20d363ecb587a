// Words as bash reads them, and text that it reads back as what was meant.
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { quoteFor, readLine, splitWords } from './shell-words.ts';

it.each([
  ['', [['', '', '']]],
  [
    'a b',
    [
      ['a', 'a', ''],
      ['b', 'b', ''],
    ],
  ],
  [
    'a  b ',
    [
      ['a', 'a', ''],
      ['b', 'b', ''],
      ['', '', ''],
    ],
  ],
  ['my\\ sk', [['my\\ sk', 'my sk', '']]],
  ['"my sk', [['"my sk', 'my sk', '"']]],
  ["--x='a b", [["--x='a b", '--x=a b', "'"]]],
  [`'it'\\''s'`, [[`'it'\\''s'`, "it's", '']]],
  [
    '"a\\"b\\c" d',
    [
      ['"a\\"b\\c"', 'a"b\\c', ''],
      ['d', 'd', ''],
    ],
  ],
  [`"it's`, [[`"it's`, "it's", '"']]],
  ['a\\', [['a\\', 'a', '']]],
])('%j', (line, words) => {
  expect(splitWords(line).map(({ raw, value, quote }) => [raw, value, quote])).toEqual(words);
});

it.each([
  ['rhachet doctor > fi', { before: ['rhachet', 'doctor'], redirected: true }],
  ['rhachet doctor >fi', { before: ['rhachet', 'doctor'], redirected: true }],
  ['rhachet 2>/dev/null doc', { before: ['rhachet'], redirected: false }],
  ['rhachet < in doc', { before: ['rhachet'], redirected: false }],
  ["rhachet '>' doc", { before: ['rhachet', '>'], redirected: false }],
])('the file of a redirection is no word of ours: %j', (line, expected) => {
  expect(readLine(line)).toMatchObject(expected);
});

const NASTY = [
  'plain-1.2/x',
  'a b',
  "it's",
  '$HOME `id` "q" \\',
  'é ü',
  'a*?[b]{c}',
  '~x #y !z',
  '&|;<>()',
];

it.each([
  ['', ''],
  ['"', '"'],
  ["'", "'"],
] as const)('bash reads back what is quoted behind an open %j', (quote, close) => {
  const quoted = NASTY.map((text) => `x${quote}${quoteFor(text, quote)}${close}`);
  const { stdout } = spawnSync('bash', ['-c', `printf '%s\\n' ${quoted.join(' ')}`], {
    encoding: 'utf8',
  });
  expect(stdout).toBe(NASTY.map((text) => `x${text}\n`).join(''));
  for (const text of NASTY) {
    expect(splitWords(`${quote}${quoteFor(text, quote)}${close}`)).toMatchObject([{ value: text }]);
  }
});
