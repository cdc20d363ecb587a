// The statistics of a boot, and how their cost reads.
import { expect, it } from 'vitest';
import { type Stats, statsBlock, tokensOf } from './stats.ts';

const stats = (change: Partial<Stats>): Stats => ({
  files: 3,
  briefs: { say: 1, ref: 0 },
  skills: { say: 1, ref: 0 },
  chars: 10,
  tokens: 3,
  cost: 0.000009,
  ...change,
});

it('without references: two plain counts', () => {
  expect(statsBlock(stats({})).split('\n')).toEqual([
    '<stats>',
    'quant',
    '  ├── files = 3',
    '  │   ├── briefs = 1',
    '  │   └── skills = 1',
    '  ├── chars = 10',
    '  └── tokens ≈ 3 (< $0.01 at $3/mil)',
    '</stats>',
  ]);
});

it.each([
  [
    { say: 2, ref: 1 },
    { say: 1, ref: 1 },
  ],
  [
    { say: 2, ref: 1 },
    { say: 0, ref: 0 },
  ],
  [
    { say: 0, ref: 0 },
    { say: 0, ref: 4 },
  ],
])('with a reference of either kind both divide: %j %j', (briefs, skills) => {
  expect(statsBlock(stats({ briefs, skills })).split('\n').slice(3, 9)).toEqual([
    `  │   ├── briefs = ${briefs.say + briefs.ref}`,
    `  │   │   ├── say = ${briefs.say}`,
    `  │   │   └── ref = ${briefs.ref}`,
    `  │   └── skills = ${skills.say + skills.ref}`,
    `  │       ├── say = ${skills.say}`,
    `  │       └── ref = ${skills.ref}`,
  ]);
});

it.each([
  [0, '< $0.01'],
  [0.0099999, '< $0.01'],
  [0.01, '$0.01'],
  [0.1, '$0.1'],
  [0.147, '$0.15'],
  [1, '$1'],
  [12.5, '$12.5'],
  [10.001, '$10'],
])('%d dollars read %s', (cost, text) => {
  expect(statsBlock(stats({ cost }))).toContain(`(${text} at $3/mil)`);
});

it('four characters are a token, rounded up', () => {
  expect([0, 1, 4, 5, 549, 1984].map(tokensOf)).toEqual([0, 1, 1, 2, 138, 496]);
});
