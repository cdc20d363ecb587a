// Runs a measurement of this directory from source, on the Bun that users get: `node run.mjs blocks`.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bunPath } from '@rhachet/build';

const script = fileURLToPath(new URL(`${process.argv[2]}.ts`, import.meta.url));
const run = spawnSync(bunPath(), ['--conditions=@rhachet/source', script], { stdio: 'inherit' });
process.exitCode = run.status ?? 70;
