// pnpm bench:launch [rounds] [--cold]: what a call costs, beside the direct call and other launchers, in paired runs.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compareMany, formatTable } from '@rhachet/perf-harness';
import { measureInShell } from './in-shell.mjs';
import { compileLimit, FILES, peerRows } from './peers.mjs';
import { HI, makeRepository } from './repository.mjs';
import { bin, FLAGS, packageBin, runtimePath } from './runtime.mjs';

const rounds = Number(process.argv[2] ?? 60);
const expect = { stdout: /^hi$/m };
const made = [];

function repository(options) {
  const dir = makeRepository(options);
  made.push(dir);
  // From here on the skill is known.
  execFileSync(bin('rhachet'), ['run', '--skill', 'hi'], { cwd: dir });
  return dir;
}

/** Prints the table and returns the medians by name, in milliseconds. */
async function measure(title, options) {
  const table = await compareMany({ rounds, expect, ...options });
  console.log(`\n${title}\n\n${formatTable(table)}`);
  return Object.fromEntries(table.rows.map(({ name, medianMs }) => [name, medianMs]));
}

/** A program for the shared runtime that does nothing but print "hi", as bytecode, like our commands. */
function compileHi(dir) {
  writeFileSync(join(dir, 'bun-hi.ts'), 'console.log("hi");\n');
  const build = ['build', join(dir, 'bun-hi.ts'), '--target=bun', '--format=cjs', '--bytecode'];
  execFileSync(runtimePath(), [...build, `--outdir=${dir}`]);
  return join(dir, 'bun-hi.js');
}

const times = (value, by, most) => `${(value / by).toFixed(2)} x ${most}`;

async function againstOthers(cwd, tools) {
  const { quick, slow } = peerRows(cwd);
  const direct = { name: 'direct', command: [join(cwd, HI)] };
  const plain = { name: 'rhachet run', command: [bin('rhachet'), 'run', '--skill', 'hi'] };
  const ms = await measure('86 skills in 4 roles; the skill is known', {
    cwd,
    baseline: 'direct',
    rows: [
      direct,
      { name: 'C launcher', command: [compileLimit(tools), 'hi'] },
      plain,
      { name: 'rhx', command: [bin('rhx'), 'hi'] },
      { name: 'cmd-run', command: [bin('cmd-run'), '--skill', 'hi'] },
      {
        name: 'through the runtime',
        command: [packageBin('rhachet/bin/run.bun'), 'run', '--skill', 'hi'],
      },
      { name: 'bun printing "hi"', command: [runtimePath(), ...FLAGS, compileHi(tools)] },
      ...quick,
    ],
  });
  const added = (name) => ms[name] - ms.direct;
  console.log(`
rhachet run adds ${times(added('rhachet run'), added('make'), 'what make adds (at most 1)')}
its total is ${times(ms['rhachet run'], ms['C launcher'], 'that of the C launcher (at most 1.3)')}
through the runtime it adds ${times(added('through the runtime'), ms['bun printing "hi"'], 'what bun needs to print "hi" (at most 2)')}`);
  await measure('Through package managers and others', {
    cwd,
    baseline: 'direct',
    rounds: Math.max(5, Math.ceil(rounds / 6)),
    rows: [direct, plain, ...slow],
  });
}

async function growth() {
  const command = [bin('rhachet'), 'run', '--skill', 'hi'];
  const few = repository({ skills: 10, roles: 1 });
  const many = repository({ skills: 10_000, roles: 50 });
  const ms = await measure('The same with more skills', {
    baseline: '10 skills',
    rows: [
      { name: '10 skills', command, cwd: few },
      { name: '10,000 skills in 50 roles', command, cwd: many },
    ],
  });
  const ratio = times(
    ms['10,000 skills in 50 roles'],
    ms['10 skills'],
    'the total with 10 (at most 1.5)',
  );
  console.log(`\nwith 10,000 skills: ${ratio}`);
}

async function inShell(cwd) {
  const each = await measureInShell({ cwd, rounds, expect, bins: dirname(bin('rhx')) });
  console.log(
    `\nper call: the function adds ${each.function.toFixed(2)} ms, the program ${each.program.toFixed(2)} ms`,
  );
}

/** Every run reads its files from disk again; `direct` shows what dropping the cache itself takes. */
async function cold(cwd) {
  accessSync('/proc/sys/vm/drop_caches', constants.W_OK);
  const dropped = (command) => [
    'sh',
    '-c',
    'echo 3 >/proc/sys/vm/drop_caches; exec "$@"',
    'sh',
    ...command,
  ];
  await measure('With a cold page cache', {
    cwd,
    baseline: 'direct',
    rounds: 6,
    warmup: 1,
    rows: [
      { name: 'direct', command: dropped([join(cwd, HI)]) },
      { name: 'rhachet run', command: dropped([bin('rhachet'), 'run', '--skill', 'hi']) },
      {
        name: 'through the runtime',
        command: dropped([packageBin('rhachet/bin/run.bun'), 'run', '--skill', 'hi']),
      },
    ],
  });
}

try {
  const cwd = repository({ skills: 86, roles: 4, nested: true, files: FILES });
  const tools = makeRepository({ skills: 1, roles: 1 });
  made.push(tools);
  await againstOthers(cwd, tools);
  await growth();
  await inShell(cwd);
  if (process.argv.includes('--cold')) await cold(cwd);
} finally {
  for (const dir of made) rmSync(dir, { recursive: true });
}
