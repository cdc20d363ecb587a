// Runs the measurement of blocks from source, on the Bun that users get.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bunPath } from '@rhachet/build';

const script = fileURLToPath(new URL('blocks.ts', import.meta.url));
const run = spawnSync(bunPath(), ['--conditions=@rhachet/source', script], { stdio: 'inherit' });
process.exitCode = run.status ?? 70;
