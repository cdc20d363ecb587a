// How many runtimes an installation has on disk: 107 MB each, so one.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The executables of Bun below `dir`; hard links count once, symbolic links are not followed. */
export function runtimesIn(dir: string): string[] {
  const found = new Map<number, string>();
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && entry.name === 'bun') found.set(statSync(path).ino, path);
  }
  return [...found.values()];
}
