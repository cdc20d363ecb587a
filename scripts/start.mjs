// `npm start`: sets up, builds every package, runs a skill of the example repository, and measures what that adds.
import { join } from 'node:path';
import { root, run, setUp } from './setup.mjs';

setUp();
run('turbo', ['run', 'build', '--output-logs=errors-only']);

const example = join(root, 'examples', 'hello-repo');
const rhachet = join(root, 'node_modules', '.bin', 'rhachet');
const skill = join(example, '.agent/repo=.this/role=any/skills/say-hello.sh');

console.log('\n$ cd examples/hello-repo && rhachet run --skill say-hello reader');
run(rhachet, ['run', '--skill', 'say-hello', 'reader'], { cwd: example });

const { compareMany, formatTable } = await import('@rhachet/perf-harness');
console.log('\nWhat that adds to a direct call, both measured in one run:\n');
const measured = await compareMany({
  rows: [
    { name: 'direct', command: [skill, 'reader'] },
    { name: 'rhachet run', command: [rhachet, 'run', '--skill', 'say-hello', 'reader'] },
  ],
  baseline: 'direct',
  rounds: 30,
  cwd: example,
  // Called directly, the script cannot name its role.
  expect: { stdout: /^hello reader, from / },
});
console.log(formatTable(measured));
console.log(`
Next:
  export PATH="$PWD/node_modules/.bin:$PATH" && cd examples/hello-repo
  rhx list                                  the skills that are there
  rhachet run --explain --skill say-hello   what would run, and why
  rhachet help                              everything else
  npm test                                  in the root of the project: every check
  pnpm bench:launch                         the same measurement, against make, npm run and others`);

if (measured.rows.some(({ problem }) => problem !== null)) process.exitCode = 1;
