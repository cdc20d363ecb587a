// pnpm release:dry [--fresh] and pnpm release: see "Releases" in CONTRIBUTING.md.
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startRegistry } from '@rhachet/registry';
import { execa } from 'execa';
import { copyWorkTree, uncommitted } from './copy.mjs';
import { release, ReleaseError } from './release.mjs';
import { hasChangesets } from './steps.mjs';
import { table } from './table.mjs';
import { worldRegistry } from './world.mjs';

const root = join(import.meta.dirname, '../..');
const options = {
  dry: { type: 'boolean', default: false },
  fresh: { type: 'boolean', default: false },
  registry: { type: 'string', default: join(root, '.cache/registry') },
};

function readOptions() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(
      `${error.message}\npnpm release:dry [--fresh] [--registry <dir>], or pnpm release`,
    );
    process.exit(64);
  }
}

const values = readOptions();

const say = (step) => console.error(`· ${step}`);

/** What is published must be what a commit has, and its versions must be in that commit. */
async function readyForTheWorld() {
  const left = await uncommitted(root);
  if (left.length > 0) throw new ReleaseError(`not committed: ${left.join(', ')}`);
  if (await hasChangesets(root))
    throw new ReleaseError('changesets wait: pnpm run version, and commit');
}

async function openRegistry() {
  if (!values.dry) return worldRegistry();
  if (values.fresh) await rm(values.registry, { recursive: true, force: true });
  return startRegistry(values.registry);
}

function report(rows, registry) {
  const fresh = rows
    .filter(({ state }) => state === 'new')
    .map(({ tarball: { manifest } }) => `${manifest.name}@${manifest.version}`);
  console.log(table(rows));
  console.log(
    fresh.length === 0
      ? '\nnothing is new: nothing was published'
      : `\npublished to ${registry.url}: ${fresh.join(', ')}`,
  );
  if (values.dry) console.log(`it is kept in ${values.registry}; --fresh starts it anew`);
}

/** The copy has a node_modules: an interrupted run must not leave it behind. */
function removeOnSignal(dir) {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ]) {
    process.once(signal, () => {
      rmSync(dir, { recursive: true, force: true });
      process.exit(code);
    });
  }
}

async function main() {
  if (!values.dry) await readyForTheWorld();
  const scratch = await mkdtemp(join(tmpdir(), 'rhachet-release-'));
  removeOnSignal(scratch);
  const registry = await openRegistry();
  try {
    const copy = join(scratch, 'rhachet');
    say(`copy to ${copy}`);
    await copyWorkTree(root, copy);
    const cache = join(root, '.turbo/cache');
    report(await release({ copy, cache, registry, say }), registry);
    if (!values.dry)
      await execa('changeset', ['tag'], { cwd: root, preferLocal: true, stdio: 'inherit' });
  } finally {
    await registry.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ReleaseError)) throw error;
  console.error(`nothing was published:\n${error.message}`);
  process.exitCode = 65;
}
