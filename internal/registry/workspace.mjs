// Puts our packages, as `pnpm build` packed them, into a registry under the versions that a test asks for.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { inOrder } from './in-order.mjs';

const tarballs = join(import.meta.dirname, '../installed/dist/tarballs');
const COMMAND = 'package/dist/command.json';
const RANGES = ['dependencies', 'optionalDependencies', 'peerDependencies'];

/** Unpacks a tarball and returns where, with its manifest and the names of its files. */
async function unpack(file, scratch) {
  const dir = await mkdtemp(join(scratch, 'unpacked-'));
  await execa('tar', ['-xzpf', file, '-C', dir]);
  const { stdout } = await execa('tar', ['-tzf', file]);
  const manifest = JSON.parse(await readFile(join(dir, 'package/package.json'), 'utf8'));
  return { dir, manifest, files: stdout.split('\n') };
}

function versionOf({ name, version }, versions) {
  const asked = typeof versions === 'string' ? versions : versions[name];
  return asked ?? (version === '0.0.0' ? '0.1.0' : version);
}

/** The manifest at its new version; `^` ranges of ours follow, others (`>=`) hold as they are. */
function at(manifest, versions) {
  const renewed = { ...manifest, version: versions.get(manifest.name) };
  for (const field of RANGES.filter((each) => manifest[each] !== undefined)) {
    renewed[field] = Object.fromEntries(
      Object.entries(manifest[field]).map(([name, range]) => {
        const ours = versions.get(name);
        return [name, ours !== undefined && range.startsWith('^') ? `^${ours}` : range];
      }),
    );
  }
  return renewed;
}

/** The version that a command package states of itself. */
async function restate(file, version) {
  const command = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...command, version }));
}

async function publishAt(registry, { dir, manifest, files }, versions) {
  const renewed = at(manifest, versions);
  await writeFile(join(dir, 'package/package.json'), `${JSON.stringify(renewed, null, 2)}\n`);
  if (files.includes(COMMAND)) await restate(join(dir, COMMAND), renewed.version);
  const file = join(dir, 'package.tgz');
  await execa('tar', ['-czf', file, '-C', dir, ...files]);
  await registry.publish(file);
  return { name: renewed.name, version: renewed.version };
}

export async function publishWorkspace(registry, { versions = {} } = {}) {
  const scratch = await mkdtemp(join(tmpdir(), 'rhachet-publish-'));
  try {
    const files = await readdir(tarballs);
    const packages = await Promise.all(files.map((file) => unpack(join(tarballs, file), scratch)));
    const decided = new Map(
      packages.map(({ manifest }) => [manifest.name, versionOf(manifest, versions)]),
    );
    return await Promise.all(inOrder(packages).map((each) => publishAt(registry, each, decided)));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
