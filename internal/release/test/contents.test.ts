// When a package differs from the one that is published under its version: in what a user gets, and in nothing else.
import { expect, it } from 'vitest';
import { contents } from '../steps.mjs';
import { makeTarball } from './make-tarball.mjs';

type Change = NonNullable<Parameters<typeof makeTarball>[0]>;

const same: [string, Change][] = [
  ['nothing', {}],
  ['the version of a tool', { manifest: { devDependencies: { vitest: '9.9.9' } } }],
  ['a script of ours', { manifest: { scripts: { build: 'tsup' } } }],
];
const other: [string, Change][] = [
  ['a byte', { files: { 'dist/index.js': 'export const one = 2;\n' } }],
  ['a mode', { modes: { 'dist/index.js': 0o755 } }],
  ['a file more', { files: { 'dist/two.js': '' } }],
  ['a dependency', { manifest: { dependencies: { yaml: '2.9.1' } } }],
];

it.each(same)('%s: the same', async (_, change) => {
  expect(contents(await makeTarball(change))).toBe(contents(await makeTarball()));
});

it.each(other)('%s: another', async (_, change) => {
  expect(contents(await makeTarball(change))).not.toBe(contents(await makeTarball()));
});
