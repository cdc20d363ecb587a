// Each check, on a package that it lets through and on one with that one thing wrong.
import { expect, it } from 'vitest';
import { BUDGETS } from '../budgets.mjs';
import { problemsOf, problemsSeen, problemsTogether } from '../checks/index.mjs';
import { makeTarball, MANIFEST } from './make-tarball.mjs';

type Wrong = NonNullable<Parameters<typeof makeTarball>[0]>;

it('a package with nothing wrong passes', async () => {
  expect(await problemsOf(await makeTarball())).toEqual([]);
});

const seen: [string, Wrong, string | RegExp][] = [
  ['a version that is none', { manifest: { version: '0.0.0' } }, 'has the version 0.0.0'],
  ['no licence', { manifest: { license: undefined } }, 'says nothing about license'],
  ['not public', { manifest: { publishConfig: {} } }, 'is not public in publishConfig'],
  ...['preinstall', 'install', 'postinstall', 'prepare', 'prepublishOnly', 'prepack'].map(
    (script): [string, Wrong, string] => [
      `the script ${script}`,
      { manifest: { scripts: { [script]: 'true' } } },
      `has the lifecycle script "${script}"`,
    ],
  ),
  ['a binding.gyp', { files: { 'binding.gyp': '{}' } }, 'binding.gyp makes npm run node-gyp'],
  [
    'a range of the workspace',
    { manifest: { dependencies: { a: 'workspace:^' } } },
    'needs a as "workspace:^"',
  ],
  ['any version', { manifest: { optionalDependencies: { a: '*' } } }, 'needs a as "*"'],
  ['a bin of another name', { manifest: { bin: { other: './bin/kit' } } }, 'no bin is called kit'],
  [
    'a bin that is not there',
    { manifest: { bin: { kit: './bin/kat' } } },
    'the bin kit is not there: ./bin/kat',
  ],
  [
    'a closed package.json',
    { manifest: { exports: { '.': MANIFEST.exports['.'] } } },
    './package.json is not exported',
  ],
  [
    'an import that leads nowhere',
    { manifest: { imports: { '#x': { bun: './src/x.ts', default: './dist/index.js' } } } },
    'leads to src/x.ts, which is not in the package',
  ],
  ['a file that files does not name', { files: { 'notes.md': '' } }, 'notes.md does not belong'],
  ['a test', { files: { 'dist/a.test.js': '' } }, 'dist/a.test.js does not belong'],
  ['settings', { files: { 'bin/.env': 'A=1\n' } }, 'bin/.env does not belong'],
  ['no README', { files: { 'README.md': null } }, 'README.md is missing'],
  [
    'a bin that may not be executed',
    { modes: { 'bin/kit': 0o644 } },
    'bin/kit is -rw-r--r--, not -rwxr-xr-x',
  ],
  [
    'bytecode that may not be executed',
    { files: { 'dist/kit.bc': '#!/usr/bin/env bun\n' } },
    'dist/kit.bc is -rw-r--r--, not -rwxr-xr-x',
  ],
  [
    'a library that may be executed',
    { modes: { 'dist/index.js': 0o755 } },
    'dist/index.js is -rwxr-xr-x, not -rw-r--r--',
  ],
  [
    'CR in a bin',
    { files: { 'bin/kit': '#!/bin/sh\r\necho\r\n' } },
    'bin/kit has CR at the end of lines',
  ],
  ['a bin without #!', { files: { 'bin/kit': 'echo\n' } }, 'bin/kit does not start with #!'],
  [
    'env -S',
    { files: { 'bin/kit': '#!/usr/bin/env -S node --x\n' } },
    'bin/kit needs env -S: #!/usr/bin/env -S node --x',
  ],
  [
    'more than its budget',
    { files: { 'dist/large.js': '1;'.repeat(BUDGETS['@rhachet/kit'] / 2) } },
    /has \d+ bytes unpacked; its budget is \d+/,
  ],
  ['no budget', { manifest: { name: '@rhachet/new', bin: undefined } }, 'has no size budget'],
];

const found: [string, Wrong, string | RegExp][] = [
  [
    'CommonJS that is called a module: publint',
    { files: { 'dist/index.js': 'module.exports = { one: 1 };\n' } },
    /publint: .*dist\/index\.js/,
  ],
  [
    'types that come last: publint',
    {
      manifest: {
        exports: {
          '.': { default: './dist/index.js', types: './dist/index.d.ts' },
          './package.json': './package.json',
        },
      },
    },
    /publint: .*types/,
  ],
  [
    'types that import what is not there: are-the-types-wrong',
    { files: { 'dist/index.d.ts': "export { one } from './gone.js';\n" } },
    'are-the-types-wrong: InternalResolutionError',
  ],
  [
    'types of ES modules for CommonJS: are-the-types-wrong',
    {
      manifest: {
        exports: {
          '.': { types: './dist/index.d.ts', default: './dist/index.cjs' },
          './package.json': './package.json',
        },
      },
      files: { 'dist/index.cjs': 'exports.one = 1;\n' },
    },
    'are-the-types-wrong: FalseESM',
  ],
];

const matching = (message: string | RegExp): unknown =>
  typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message);

it.each(seen)('%s', async (_, wrong, message) => {
  expect(problemsSeen(await makeTarball(wrong))).toContainEqual(matching(message));
});

it.each(found)('%s', async (_, wrong, message) => {
  expect(await problemsOf(await makeTarball(wrong))).toContainEqual(matching(message));
});

it('two packages with one bin, a second runtime, and a sum over its budget', async () => {
  const one = await makeTarball();
  const two = await makeTarball({
    manifest: { name: '@rhachet/other', dependencies: { '@oven/bun-linux-x64': '1.4.5' } },
  });
  expect(problemsTogether([one, { ...two, unpacked: 16_000_000 }])).toEqual([
    'the bin kit belongs to @rhachet/kit and @rhachet/other',
    '@rhachet/other: depends on a runtime of its own',
    expect.stringMatching(/^everything has \d+ bytes unpacked; its budget is 15000000$/),
  ]);
  expect(problemsTogether([one])).toEqual([]);
});
