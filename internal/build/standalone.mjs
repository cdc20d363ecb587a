// pnpm standalone: every command package as one executable, for machines without npm, in dist/standalone/ of the root.
// The same entries as the bundles; nothing of the working directory is loaded into them.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { execa } from 'execa';
import { bunPath } from './bun-path.mjs';

const root = join(import.meta.dirname, '../..');
const out = join(root, 'dist/standalone');
const AUTOLOAD = ['dotenv', 'bunfig', 'tsconfig'].map((what) => `--no-compile-autoload-${what}`);

/** These import the project's rhachet.use.ts, whose packages are only found with the package.json of each. */
const IMPORTING = ['cmd-roles', 'cmd-all'];

/** The command packages: those that have a bin and a bundle of their own. */
async function commandPackages() {
  const folders = await readdir(join(root, 'packages'));
  return folders.filter((folder) => folder.startsWith('cmd-')).sort();
}

async function compile(folder) {
  const file = join(out, folder);
  const args = ['build', '--compile', '--bytecode', '--format=cjs', '--conditions=@rhachet/source'];
  const packageJson = `--${IMPORTING.includes(folder) ? '' : 'no-'}compile-autoload-package-json`;
  const entry = join(root, 'packages', folder, 'src/main.ts');
  await execa(bunPath(), [...args, ...AUTOLOAD, packageJson, `--outfile=${file}`, entry], {
    cwd: out,
  });
  return file;
}

async function sha256(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const rows = [];
for (const folder of await commandPackages()) {
  const { version } = JSON.parse(
    await readFile(join(root, 'packages', folder, 'package.json'), 'utf8'),
  );
  const file = await compile(folder);
  rows.push({ folder, version, size: (await stat(file)).size, sum: await sha256(file) });
}
await writeFile(
  join(out, 'SHA256SUMS'),
  rows.map(({ folder, sum }) => `${sum}  ${folder}\n`).join(''),
);

console.log('executable  version  size      sha256');
for (const { folder, version, size, sum } of rows) {
  console.log(
    `${folder.padEnd(12)}${version.padEnd(9)}${(size / 2 ** 20).toFixed(1).padStart(6)} MB  ${sum}`,
  );
}
console.log(`\nin ${out}; check them there with: sha256sum -c SHA256SUMS`);
