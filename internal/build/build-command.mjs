#!/usr/bin/env node
// Compiles the package in the current directory: src/main.ts becomes
//   dist/<name>.bc + .bc.jsc   bytecode for the shared runtime
//   dist/<name>.jit.cjs        the same for Node
//   dist/command.json          what the package offers, where it is a command package
// and each src/<part>.entry.ts, which the source imports as `#<part>`, the same way:
//   dist/<name>.<part>.bc + .bc.jsc, dist/<name>.<part>.jit.cjs
// Bytecode is read whole, so what only some calls need is a part of its own (package.json, imports, says where it is).
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { bunPath } from './bun-path.mjs';

const packageJson = JSON.parse(await readFile('package.json', 'utf8'));
const name = packageJson.name.replace(/^.*\//, '');
const bun = bunPath();
const scratch = resolve('dist/.build');

const parts = (await readdir('src'))
  .filter((file) => file.endsWith('.entry.ts'))
  .map((file) => file.slice(0, -'.entry.ts'.length));

/** Bundles an entry for one engine and returns the path of the result. */
async function bundle(entry, target, flags) {
  const outdir = join(scratch, target);
  const common = [
    '--format=cjs',
    '--conditions=@rhachet/source',
    '--minify-syntax',
    '--minify-whitespace',
    ...parts.map((part) => `--external=#${part}`),
  ];
  await execa(bun, [
    'build',
    `src/${entry}.ts`,
    `--target=${target}`,
    `--outdir=${outdir}`,
    ...common,
    ...flags,
  ]);
  return join(outdir, `${entry}.js`);
}

async function buildBytecode(entry, file) {
  const built = await bundle(entry, 'bun', ['--bytecode', '--banner=#!/usr/bin/env bun']);
  // The `#!` line must come from Bun itself: added afterwards, the bytecode no longer fits (a test looks).
  await rename(built, file);
  await chmod(file, 0o755);
  await rename(`${built}.jsc`, `${file}.jsc`);
}

async function buildForNode(entry, file) {
  await rename(await bundle(entry, 'node', []), file);
}

async function buildFor(entry, base) {
  await buildBytecode(entry, `dist/${base}.bc`);
  await buildForNode(entry, `dist/${base}.jit.cjs`);
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
await buildFor('main', name);
for (const part of parts) await buildFor(`${part}.entry`, `${name}.${part}`);
await rm(scratch, { recursive: true });
await writeManifest();
