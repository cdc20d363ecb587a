#!/usr/bin/env node
// Compiles the package in the current directory: src/main.ts becomes
//   dist/<name>.bc + .bc.jsc   bytecode for the shared runtime
//   dist/<name>.jit.cjs        the same for Node
//   dist/command.json          what the package offers, where it is a command package
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { bunPath } from './bun-path.mjs';

const packageJson = JSON.parse(await readFile('package.json', 'utf8'));
const name = packageJson.name.replace(/^.*\//, '');
const bun = bunPath();
const scratch = resolve('dist/.build');

/** Bundles src/main.ts for one engine and returns the path of the result. */
async function bundle(target, flags) {
  const outdir = join(scratch, target);
  const common = [
    '--format=cjs',
    '--conditions=@rhachet/source',
    '--minify-syntax',
    '--minify-whitespace',
  ];
  await execa(bun, [
    'build',
    'src/main.ts',
    `--target=${target}`,
    `--outdir=${outdir}`,
    ...common,
    ...flags,
  ]);
  return join(outdir, 'main.js');
}

async function buildBytecode() {
  const built = await bundle('bun', ['--bytecode', '--banner=#!/usr/bin/env bun']);
  const file = `dist/${name}.bc`;
  // The `#!` line must come from Bun itself: added afterwards, the bytecode no longer fits (a test looks).
  await rename(built, file);
  await chmod(file, 0o755);
  await rename(`${built}.jsc`, `${file}.jsc`);
}

async function buildForNode() {
  const built = await bundle('node', []);
  await rename(built, `dist/${name}.jit.cjs`);
}

/** Loads the Node bundle, which does not run when it is required, and asks it for its definition. */
async function writeManifest() {
  const { default: definition, manifest } = createRequire(import.meta.url)(
    resolve(`dist/${name}.jit.cjs`),
  );
  if (definition === undefined) return;
  await writeFile('dist/command.json', `${JSON.stringify(manifest(), null, 2)}\n`);
}

await rm('dist', { recursive: true, force: true });
await mkdir(scratch, { recursive: true });
await buildBytecode();
await buildForNode();
await rm(scratch, { recursive: true });
await writeManifest();
