// Publishes what the registry does not have yet, each package after those that it needs, so that a run that was
// interrupted is taken up by running it again.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inOrder } from '@rhachet/registry';
import { contents } from './steps.mjs';
import { readTarball } from './tarball.mjs';

async function published(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const dir = await mkdtemp(join(tmpdir(), 'rhachet-published-'));
  try {
    const file = join(dir, 'package.tgz');
    await writeFile(file, Buffer.from(await response.arrayBuffer()));
    return await readTarball(file);
  } finally {
    await rm(dir, { recursive: true });
  }
}

/**
 * Compares a tarball with the registry: `new`; `same`, published with these contents; or `differs`, published under
 * this version with others. A command carries the code of kit and others, so it differs when they do.
 */
export async function stateOf(tarball, registry) {
  const { name, version } = tarball.manifest;
  const found = (await registry.packument(name))?.versions[version];
  if (found === undefined) return 'new';
  const there = await published(found.dist.tarball);
  return contents(there) === contents(tarball) ? 'same' : 'differs';
}

/** Publishes those that are new, in order, and says which. */
export async function publishNew(rows, registry) {
  const fresh = rows.filter(({ state }) => state === 'new').map(({ tarball }) => tarball);
  for (const { path } of inOrder(fresh)) await registry.publish(path);
  return fresh;
}
