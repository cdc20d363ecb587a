// How the sources of a command package are bundled: for the build, and again to read a stack of its bundles.
import { readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';

const external = (names) => names.map((name) => `--external=${name}`);
const parts = (names) => external(names.map((name) => `#${name}`));

const COMMON = ['--format=cjs', '--conditions=@rhachet/source', '--minify'];

/**
 * How many levels of functions are compiled beforehand: what is below them is compiled when it is called. All levels
 * make bytecode a quarter larger in `main` and ten times as large in a part, for 2 and 6 % of a call's time.
 */
const DEPTH = { main: 1, part: 0 };

/** The `#!` line must come from Bun itself: added afterwards, the bytecode no longer fits (a test looks). */
const forBun = (depth, found) => [
  '--target=bun',
  '--bytecode',
  `--bytecode-depth=${depth}`,
  '--banner=#!/usr/bin/env bun',
  ...parts(found.all),
];

/** Bytecode of what nobody waits for by the millisecond is weight alone. */
const cold = (found) => ['--target=bun', ...parts(found.all)];

/** As for a browser: it takes the ES modules of a library, which can be cut, and has nothing of either engine. */
const forBoth = (found) => [
  '--target=browser',
  ...external(builtinModules),
  ...external(['node:*']),
  ...parts(found.shared),
];

/**
 * Every bundle of a package: the file in its `dist/`, the source, and the flags of `bun build`.
 * @param {string} dir the package's directory
 * @param {string} name its name without the scope
 * @returns {{ file: string, source: string, flags: string[] }[]}
 */
export function bundlesOf(dir, name) {
  const sources = readdirSync(join(dir, 'src'));
  const partsOf = (kind) =>
    sources.filter((file) => file.endsWith(kind)).map((file) => file.slice(0, -kind.length));
  const kinds = {
    entries: partsOf('.entry.ts'),
    cold: partsOf('.cold.ts'),
    shared: partsOf('.shared.ts'),
  };
  const found = { ...kinds, all: Object.values(kinds).flat() };
  return [
    { file: `${name}.bc`, source: 'main', flags: forBun(DEPTH.main, found) },
    { file: `${name}.jit.cjs`, source: 'main', flags: ['--target=node', ...parts(found.shared)] },
    ...found.entries.map((part) => ({
      file: `${name}.${part}.bc`,
      source: `${part}.entry`,
      flags: forBun(DEPTH.part, found),
    })),
    ...found.cold.map((part) => ({
      file: `${name}.${part}.bun.cjs`,
      source: `${part}.cold`,
      flags: cold(found),
    })),
    ...found.shared.map((part) => ({
      file: `${name}.${part}.cjs`,
      source: `${part}.shared`,
      flags: forBoth(found),
    })),
  ].map((bundle) => ({ ...bundle, flags: [...COMMON, ...bundle.flags] }));
}
