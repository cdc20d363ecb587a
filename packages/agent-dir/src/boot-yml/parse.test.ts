// boot.yml: what it means, and what is said of one that is wrong.
import { isFailure } from '@rhachet/kit';
import { expect, it } from 'vitest';
import type { Curation, Section, Spec } from '../boot/spec.ts';
import * as yaml from 'yaml';
import { bootYmlParser } from './parse.ts';

const parseBootYml = bootYmlParser(() => yaml);
const parse = (text: string): Spec => parseBootYml(text, '/r/boot.yml');

function failureOf(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (isFailure(error) && error.exit === 78) return error.message;
    throw error;
  }
  throw new Error('it was taken');
}

const globs = ({ say, ref }: Curation): object => ({
  say: say?.map(({ glob }) => glob),
  ref: ref.map(({ glob }) => glob),
});

const plain = ({ name, briefs, skills }: Section): object => ({
  name,
  ...(briefs && { briefs: globs(briefs) }),
  ...(skills && { skills: globs(skills) }),
});

it.each([
  '',
  '# nothing\n',
  'null',
  'a text',
  '42',
  '[]',
  '- briefs',
  '{}',
  'other: 1',
  'subject: {}',
])('no curation: %j', (text) => {
  expect(parse(text)).toEqual({ mode: 'none' });
});

it('simple mode; an absent say is not an empty one; keys that mean nothing are let be', () => {
  const spec = parse(
    'briefs:\n  say: []\n  ref: [a, b]\nskills:\n  ref: [c]\n  other: 1\nmore: [1]\n',
  );
  expect(spec.mode === 'simple' && plain(spec.section)).toEqual({
    name: '',
    briefs: { say: [], ref: ['a', 'b'] },
    skills: { say: undefined, ref: ['c'] },
  });
  const bare = parse('briefs: {}');
  expect(bare.mode === 'simple' && plain(bare.section)).toEqual({
    name: '',
    briefs: { say: undefined, ref: [] },
  });
});

it('subject mode keeps the order of the file', () => {
  const spec = parse(
    'subject.b: {}\nsubject.2.x: {skills: {say: [s]}}\nsubject.1: {}\nalways: {briefs: {ref: [r]}}\n',
  );
  if (spec.mode !== 'subject') throw new Error(spec.mode);
  expect([...spec.subjects.keys()]).toEqual(['b', '2.x', '1']);
  expect(spec.always && plain(spec.always)).toEqual({
    name: 'always',
    briefs: { say: undefined, ref: ['r'] },
  });
  expect([...spec.subjects.values()].map(plain)).toEqual([
    { name: 'subject.b' },
    { name: 'subject.2.x', skills: { say: ['s'], ref: [] } },
    { name: 'subject.1' },
  ]);
});

it.each([
  [
    'briefs: {}\nalways: {}\n',
    'mixed mode not allowed — use either top-level briefs/skills OR always/subject, not both (/r/boot.yml)',
  ],
  [
    'skills: {}\nsubject.x: {}\n',
    'mixed mode not allowed — use either top-level briefs/skills OR always/subject, not both (/r/boot.yml)',
  ],
  [
    'briefs:\n  say: one\n',
    'boot.yml has invalid schema for simple mode: briefs.say is not a list of patterns (/r/boot.yml:2:8)',
  ],
  [
    'briefs:\n  say:\n',
    'boot.yml has invalid schema for simple mode: briefs.say is not a list of patterns (/r/boot.yml:2:7)',
  ],
  [
    'briefs:\n  ref:\n    - a\n    - 3\n',
    'boot.yml has invalid schema for simple mode: briefs.ref.1 is not a pattern (/r/boot.yml:4:7)',
  ],
  [
    'briefs:\n  ref: [""]\n',
    'boot.yml has invalid schema for simple mode: briefs.ref.0 is not a pattern (/r/boot.yml:2:9)',
  ],
  [
    'briefs: [a]\n',
    'boot.yml has invalid schema for simple mode: briefs is not a map of say and ref (/r/boot.yml:1:9)',
  ],
  [
    'subject.x: [a]\n',
    'boot.yml has invalid schema for subject mode: subject.x is not a section (/r/boot.yml:1:12)',
  ],
  [
    'always: {}\nbudget: 3\n',
    'boot.yml has invalid schema for subject mode: budget is not a section (/r/boot.yml:2:9)',
  ],
  [
    'always: {}\nsubject.x:\n  skills: {say: {a: 1}}\n',
    'boot.yml has invalid schema for subject mode: subject.x.skills.say is not a list of patterns (/r/boot.yml:3:17)',
  ],
])('%j', (text, message) => {
  expect(failureOf(text)).toBe(message);
});

const LETTERS = 'a b c d e f g h i j k l m n o p'.split(' ');
const BOMB = LETTERS.map(
  (name, at) => `${name}: &${name} [*${LETTERS[at - 1]},*${LETTERS[at - 1]}]\n`,
);

const mapsInMaps = (levels: number): string =>
  Array.from({ length: levels }, (_, at) => `${' '.repeat(at)}a:\n`).join('');

it.each([
  ['a list without end', 'a: [1\n', /^boot\.yml has invalid yaml: .* \(\/r\/boot\.yml:\d+:\d+\)$/],
  [
    'a key twice',
    'briefs: {}\nbriefs: {}\n',
    /invalid yaml: Map keys must be unique.*\(\/r\/boot\.yml:2:1\)/,
  ],
  ['a tab', '\tbriefs: {}\n', /invalid yaml: .*\(\/r\/boot\.yml:1:1\)/],
  ['two documents', 'a: 1\n---\nb: 2\n', /invalid yaml: .*\(\/r\/boot\.yml:/],
  ['an alias of nothing', 'briefs: *nowhere\n', /invalid yaml: .*\(\/r\/boot\.yml/],
  ['too many aliases', `a: &a [x,x]\n${BOMB.slice(1).join('')}`, /invalid yaml: .*alias/],
  [
    'brackets without end',
    `a: 1\n${'['.repeat(100_000)}`,
    /deeper than 100 \(\/r\/boot\.yml:2:101\)$/,
  ],
  ['braces without end', '{a: '.repeat(20_000), /deeper than 100 /],
  ['lists in lists', '- '.repeat(50_000), /deeper than 100 \(\/r\/boot\.yml:1:1\)$/],
  ['maps in maps', mapsInMaps(620), /deeper than 100 \(\/r\/boot\.yml:101:1\)$/],
  ['too large', 'x'.repeat(200_001), /longer than 200000 characters \(\/r\/boot\.yml\)$/],
])('bad YAML is a failure that names the file: %s', (_what, text, message) => {
  expect(message.test(failureOf(text).slice(0, 500))).toBe(true);
});

it('what fits into the limits is parsed: maps in maps', () => {
  expect(parse(mapsInMaps(100))).toEqual({ mode: 'none' });
});

/** mulberry32: a small generator with a seed, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

it('random text is taken or refused, and never breaks it', () => {
  const pieces = [
    'briefs',
    'skills',
    'always',
    'subject.x',
    ': ',
    'say',
    'ref',
    '\n',
    '  ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"',
    "'",
    '&a ',
    '*a',
    '|',
    '>',
    '!',
    '%',
    '@',
    '`',
    '\t',
    '#',
    '? ',
    '---\n',
    '<<',
    'é',
    '\u0000',
  ];
  const seed = Date.now() % 2 ** 31;
  const next = random(seed);
  for (let at = 0; at < 3000; at += 1) {
    const text = Array.from(
      { length: Math.floor(next() * 30) },
      () => pieces[Math.floor(next() * pieces.length)],
    ).join('');
    try {
      parse(text);
    } catch (error) {
      expect(isFailure(error), `seed ${seed}: ${JSON.stringify(text)}: ${String(error)}`).toBe(
        true,
      );
    }
  }
});
