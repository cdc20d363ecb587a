// `npm test`: sets up, then lint, types, tests and gates of every package. Unchanged packages are cached.
import { run, setUp } from './setup.mjs';

const output = ['--log-order=grouped', '--output-logs=new-only'];

setUp();
run('turbo', ['run', 'lint', '//#lint:root', 'types', 'test', '--concurrency=2', ...output]);
// One at a time: they measure.
run('turbo', ['run', 'gate', '--concurrency=1', ...output]);
