// Where the Bun of this machine is: the one that the runtime package ships to users, no other.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const here = createRequire(import.meta.url);
const manifest = here.resolve('@rhachet/runtime/package.json');
const fromRuntime = createRequire(manifest);

/** The path of the Bun executable. Throws when no platform package is installed. */
export function bunPath() {
  const { optionalDependencies } = JSON.parse(readFileSync(manifest, 'utf8'));
  for (const name of Object.keys(optionalDependencies)) {
    try {
      const path = join(dirname(fromRuntime.resolve(`${name}/package.json`)), 'bin', 'bun');
      if (existsSync(path)) return path;
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  throw new Error(`none of ${Object.keys(optionalDependencies).join(', ')} is installed`);
}
