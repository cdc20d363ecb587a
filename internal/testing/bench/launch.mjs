// pnpm bench:launch: what a call through rhachet costs, beside the direct call and other launchers, in one paired run.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareMany, formatTable } from '@rhachet/perf-harness';
import { bin, FLAGS, runtimePath } from './runtime.mjs';

const rounds = Number(process.argv[2] ?? 60);
const NINE = [1, 2, 3, 4, 5, 6, 7, 8, 9];
/** The repository that is measured: 86 skills in 4 roles, one of which prints "hi". */
function makeRepository() {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-bench-'));
  const script = (path, text) => {
    mkdirSync(join(dir, path, '..'), { recursive: true });
    writeFileSync(join(dir, path), text);
    chmodSync(join(dir, path), 0o755);
  };
  mkdirSync(join(dir, '.git'));
  for (let at = 0; at < 85; at += 1) {
    script(`.agent/repo=.this/role=r${at % 4}/skills/group${at % 6}/skill-${at}.sh`, '#!/bin/sh\n');
  }
  script('.agent/repo=.this/role=r0/skills/hi.sh', '#!/bin/sh\necho hi\n');
  script('hi.sh', '#!/bin/sh\necho hi\n');
  for (const at of NINE)
    script(`.agent/repo=.this/role=r0/inits/hook${at}`, '#!/bin/sh\necho hi\n');
  writeFileSync(join(dir, 'Makefile'), 'hi:\n\t@./hi.sh\n');
  writeFileSync(join(dir, 'package.json'), '{ "scripts": { "hi": "./hi.sh" } }');
  return dir;
}

/** A program for the shared runtime that does nothing but print "hi", as bytecode, like our commands. */
function compileHi(bun, dir) {
  writeFileSync(join(dir, 'bun-hi.ts'), 'console.log("hi");\n');
  execFileSync(bun, [
    'build',
    join(dir, 'bun-hi.ts'),
    '--target=bun',
    '--format=cjs',
    '--bytecode',
    `--outdir=${dir}`,
  ]);
  return join(dir, 'bun-hi.js');
}

const runtime = runtimePath();
const cwd = makeRepository();
const direct = join(cwd, '.agent/repo=.this/role=r0/skills/hi.sh');

try {
  const table = await compareMany({
    baseline: 'direct',
    rounds,
    cwd,
    expect: { stdout: /^hi$/m },
    rows: [
      { name: 'direct', command: [direct] },
      { name: 'bun printing "hi"', command: [runtime, ...FLAGS, compileHi(runtime, cwd)] },
      { name: 'rhachet run', command: [bin('rhachet'), 'run', '--skill', 'hi'] },
      { name: 'rhx', command: [bin('rhx'), 'hi'] },
      { name: 'cmd-run', command: [bin('cmd-run'), '--skill', 'hi'] },
      {
        name: 'nine hooks, nine calls',
        command: [
          'sh',
          '-c',
          `for at in ${NINE.join(' ')}; do "$0" run --init hook$at; done`,
          bin('rhachet'),
        ],
      },
      {
        name: 'nine hooks, one call',
        command: [bin('rhachet'), 'run', ...NINE.flatMap((at) => ['--init', `hook${at}`])],
      },
      { name: 'make', command: ['make', '-s', 'hi'] },
      { name: 'npm run', command: ['npm', 'run', '-s', 'hi'] },
    ],
  });
  console.log(formatTable(table));
  const of = (name) => table.rows.find((row) => row.name === name);
  const added = of('rhachet run').medianMs - of('direct').medianMs;
  const ratio = added / of('bun printing "hi"').medianMs;
  console.log(
    `\nrhachet run adds ${added.toFixed(2)} ms: ${ratio.toFixed(2)} x what bun needs to print "hi" (at most 2)`,
  );
  const hooks = of('nine hooks, one call').medianMs / of('nine hooks, nine calls').medianMs;
  console.log(`nine hooks in one call: ${hooks.toFixed(2)} x nine calls (at most 0.5)`);
} finally {
  rmSync(cwd, { recursive: true });
}
