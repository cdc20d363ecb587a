// Compiles a changed registry in a process of its own: training takes seconds, in which a server must go on answering.
import { execFile } from 'node:child_process';
import { cachedRoutes } from '../cache/cached.ts';
import { routesFor } from '../cache/routes-for.ts';
import type { Routes } from '../cache/routes.ts';
import type { Registry } from '../registry/types.ts';

/** A compiled executable names a file that only it can read. */
const INSIDE = '/$bunfs/';

/** The words that run this program once more. */
export function ownWords({ execPath, execArgv, argv }: NodeJS.Process): string[] {
  const script = argv[1] ?? '';
  return script.startsWith(INSIDE) ? [execPath] : [execPath, ...execArgv, script];
}

function train(words: string[], source: string): Promise<void> {
  const [file = '', ...before] = words;
  const args = [...before, 'routes', 'train', '--registry', source, '--json'];
  // However it ends: what counts is whether the cache then holds the routes.
  return new Promise((resolve) => execFile(file, args, () => resolve()));
}

/** Where the other process fails, or the cache cannot be written, this one compiles. */
export const compileApart =
  (words: string[]) =>
  async (registry: Registry): Promise<Routes> => {
    const known = cachedRoutes(registry);
    if (!known) await train(words, registry.source);
    return known ?? cachedRoutes(registry) ?? routesFor(registry);
  };
