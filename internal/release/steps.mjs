// The steps of a release in a copy of the work tree: install, version, build, pack.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { readTarball } from './tarball.mjs';

async function manifestOf(copy, folder) {
  return JSON.parse(await readFile(join(copy, 'packages', folder, 'package.json'), 'utf8'));
}

/** The packages that the world gets, by folder. */
async function publicPackages(copy) {
  const folders = (await readdir(join(copy, 'packages'))).sort();
  const packages = await Promise.all(
    folders.map(async (folder) => ({ folder, manifest: await manifestOf(copy, folder) })),
  );
  return packages.filter(({ manifest }) => manifest.private !== true);
}

/**
 * The version of each package, by name.
 * @returns {Promise<Map<string, string>>}
 */
export async function versions(copy) {
  const packages = await publicPackages(copy);
  return new Map(packages.map(({ manifest }) => [manifest.name, manifest.version]));
}

const tool = (copy, name) => join(copy, 'node_modules', '.bin', name);

/** The pnpm that runs this, found on PATH: the copy has none yet. */
export async function install(copy) {
  await execa('pnpm', ['install', '--frozen-lockfile', '--prefer-offline'], { cwd: copy });
}

/** Whether a changeset waits. */
export async function hasChangesets(copy) {
  const files = await readdir(join(copy, '.changeset'));
  return files.some((name) => name.endsWith('.md') && name !== 'README.md');
}

/** Turns changesets into versions and changelogs; without any, the versions stay. */
export async function version(copy) {
  if (await hasChangesets(copy)) await execa(tool(copy, 'changeset'), ['version'], { cwd: copy });
}

/** Builds what is published, with the cache of the checkout: what is there under these versions is not built again. */
export async function build(copy, cache) {
  await execa(
    tool(copy, 'turbo'),
    ['run', 'build', '--filter=./packages/*', `--cache-dir=${cache}`, '--output-logs=errors-only'],
    { cwd: copy, env: { TURBO_TELEMETRY_DISABLED: '1' } },
  );
}

/** Packs every public package and reads the tarballs. */
export async function pack(copy) {
  const out = join(copy, 'dist/release');
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const packages = await publicPackages(copy);
  return Promise.all(
    packages.map(async ({ folder }) => {
      const file = join(out, `${folder}.tgz`);
      await execa(tool(copy, 'pnpm'), ['pack', '--out', file], {
        cwd: join(copy, 'packages', folder),
      });
      return readTarball(file);
    }),
  );
}

/** The manifest without what only we use: the version of a tool is no change to who installs the package. */
function forUsers(manifest) {
  const ours = { devDependencies: undefined, scripts: undefined };
  return Buffer.from(JSON.stringify({ ...manifest, ...ours }));
}

/** What a user gets of a tarball as one hash, whatever its order and times are. */
export function contents({ manifest, files }) {
  const hash = createHash('sha256');
  for (const { name, mode, bytes } of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const said = name === 'package.json' ? forUsers(manifest) : bytes;
    hash.update(`${name}\0${mode}\0${said.length}\0`).update(said);
  }
  return hash.digest('hex');
}
