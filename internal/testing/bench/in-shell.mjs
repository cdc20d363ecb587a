// What a call costs inside one bash, with and without the functions of shell-init: the bash itself is in every row.
import { execFileSync } from 'node:child_process';
import { compareMany, formatTable } from '@rhachet/perf-harness';
import { HI } from './repository.mjs';

const CALLS = 20;

/** Prints the table and returns what each adds per call, in milliseconds. `bins`: the directory of rhachet and rhx. */
export async function measureInShell({ cwd, bins, env = process.env, ...options }) {
  const repeat = `at=0; while [ $((at += 1)) -le ${CALLS} ]; do`;
  const functions = execFileSync(`${bins}/rhachet`, ['shell-init', 'bash'], {
    encoding: 'utf8',
    env,
  });
  const bash = (call) => ['bash', '-c', `${functions}\n${repeat} ${call}; done`];
  const table = await compareMany({
    ...options,
    cwd,
    env,
    baseline: 'direct',
    rows: [
      { name: 'direct', command: bash(`./${HI}`) },
      { name: 'rhx, the function', command: bash('rhx hi') },
      { name: 'rhx, the program', command: bash(`'${bins}/rhx' hi`) },
    ],
  });
  console.log(
    `\n${CALLS} calls in one bash, with and without the functions of shell-init\n\n${formatTable(table)}`,
  );
  const added = (name) => table.rows.find((row) => row.name === name).overhead.medianMs / CALLS;
  return { function: added('rhx, the function'), program: added('rhx, the program') };
}
