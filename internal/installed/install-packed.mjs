// Packs every published package and installs the tarballs with npm into dist/project, as a user's project would.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execa } from 'execa';

const packages = resolve('../../packages');
const tarballs = resolve('dist/tarballs');
const project = resolve('dist/project');

/** Packs one package and returns its name and tarball. */
async function pack(folder) {
  const cwd = join(packages, folder);
  const { name } = JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8'));
  const file = join(tarballs, `${folder}.tgz`);
  await execa('pnpm', ['pack', '--out', file], { cwd });
  return [name, `file:${file}`];
}

await rm('dist', { recursive: true, force: true });
await mkdir(tarballs, { recursive: true });
await mkdir(project, { recursive: true });
const dependencies = Object.fromEntries(await Promise.all((await readdir(packages)).map(pack)));
const packageJson = { name: 'project', private: true, dependencies, overrides: dependencies };
await writeFile(join(project, 'package.json'), JSON.stringify(packageJson, null, 2));
await execa('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], {
  cwd: project,
  stderr: 'inherit',
});
