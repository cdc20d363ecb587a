#!/usr/bin/env node
// Compiles the package in the current directory: src/main.ts becomes
//   dist/<name>.bc + .bc.jsc   bytecode for the shared runtime
//   dist/<name>.jit.cjs        the same for Node, with all of its entries
//   dist/command.json          what the package offers, where it is a command package
// Bytecode is read whole, so what only some calls need is a part of its own (package.json, imports, says where it is),
// which the source takes with `require('#<part>')`:
//   src/<part>.entry.ts   -> dist/<name>.<part>.bc + .bc.jsc, on Node inside of the bundle above
//   src/<part>.cold.ts    -> dist/<name>.<part>.bun.cjs, the same without bytecode
//   src/<part>.shared.ts  -> dist/<name>.<part>.cjs, one file for both engines: libraries, and what rests on them alone
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { bunPath } from './bun-path.mjs';
import { bundlesOf } from './flags.mjs';

const packageJson = JSON.parse(await readFile('package.json', 'utf8'));
const name = packageJson.name.replace(/^.*\//, '');
const scratch = resolve('dist/.build');

async function build({ file, source, flags }) {
  await execa(bunPath(), ['build', `src/${source}.ts`, `--outdir=${scratch}`, ...flags]);
  const built = join(scratch, `${source}.js`);
  await rename(built, `dist/${file}`);
  if (!file.endsWith('.bc')) return;
  await chmod(`dist/${file}`, 0o755);
  await rename(`${built}.jsc`, `dist/${file}.jsc`);
  await chmod(`dist/${file}.jsc`, 0o644);
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
for (const bundle of bundlesOf('.', name)) await build(bundle);
await rm(scratch, { recursive: true });
await writeManifest();
