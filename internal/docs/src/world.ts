// What the places of a run share: the registry with our packages and those of the pages, and a cache for npm.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishWorkspace, startRegistry } from '@rhachet/registry';
import { execa } from 'execa';
import { acmeFiles } from './acme.ts';
import { writeFiles } from './files.ts';
import { root } from './pages.ts';
import type { World } from './places.ts';

const EXAMPLES = ['rhachet-cmd-hello', 'rhachet-roles-example'];

/** A copy that npm lets be published: our own are for reading, and so private. */
function publishable(example: string, into: string): string {
  const copy = join(into, example);
  cpSync(join(root, 'examples', example), copy, {
    recursive: true,
    filter: (path) => !path.endsWith('node_modules'),
  });
  const manifest = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8')) as object;
  writeFiles(copy, { 'package.json': JSON.stringify({ ...manifest, private: false }) });
  return copy;
}

/** `close` ends the registry and removes the cache. */
export async function makeWorld(): Promise<World & { close: () => Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-docs-world-'));
  const [tarballs, acme, npmCache] = ['tarballs', 'acme', 'npm'].map((name) => join(dir, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(tarballs);
  writeFiles(acme, acmeFiles);
  const folders = [acme, ...EXAMPLES.map((name) => publishable(name, dir))];
  await execa('npm', [
    'pack',
    '--silent',
    '--ignore-scripts',
    '--pack-destination',
    tarballs,
    ...folders,
  ]);
  const registry = await startRegistry(join(dir, 'registry'));
  await publishWorkspace(registry);
  for (const file of readdirSync(tarballs)) await registry.publish(join(tarballs, file));
  return {
    registry: registry.env,
    npmCache,
    close: async () => {
      await registry.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
