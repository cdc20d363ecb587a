// What the places of a run share: the registry with our packages and those of the pages, and a cache for npm.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { project as installed } from '@rhachet/testing';
import { execa } from 'execa';
import { acmeFiles } from './acme.ts';
import { writeFiles } from './files.ts';
import { root } from './pages.ts';
import type { World } from './places.ts';
import { openRegistry } from './registry.ts';

const EXAMPLES = ['rhachet-cmd-hello', 'rhachet-roles-example'];

/** `close` ends the registry and removes the cache. */
export async function makeWorld(): Promise<World & { close: () => void }> {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-docs-world-'));
  const [tarballs, acme, npmCache] = ['tarballs', 'acme', 'npm'].map((name) => join(dir, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(tarballs);
  writeFiles(acme, acmeFiles);
  const folders = [acme, ...EXAMPLES.map((name) => join(root, 'examples', name))];
  await execa('npm', [
    'pack',
    '--silent',
    '--ignore-scripts',
    '--pack-destination',
    tarballs,
    ...folders,
  ]);
  const registry = await openRegistry([join(installed, '../tarballs'), tarballs], installed);
  return {
    registry: registry.url,
    npmCache,
    close: () => {
      registry.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
