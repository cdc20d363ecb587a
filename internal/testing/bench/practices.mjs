// pnpm bench:practices: what each habit of a slow launcher costs, and what the old chain's stages add up to.
// Every row is measured in one paired run; docs/start-up.md explains them.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compareMany, formatTable } from '@rhachet/perf-harness';
import { FLAGS, runtimePath } from './runtime.mjs';

const rounds = Number(process.argv[2] ?? 40);
const dir = mkdtempSync(join(tmpdir(), 'rhachet-practices-'));
const bun = runtimePath();

function file(name, text) {
  const path = join(dir, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

/** Compiles TypeScript for Bun, with or without bytecode. */
function bundle(name, text, flags = ['--bytecode']) {
  const entry = file(`${name}.ts`, text);
  execFileSync(bun, [
    'build',
    entry,
    '--target=bun',
    '--format=cjs',
    ...flags,
    `--outdir=${dir}/${name}`,
  ]);
  return join(dir, name, `${name}.js`);
}

/** A standalone executable, as the old chain had one per command. */
function standalone(name, text) {
  const entry = file(`${name}.ts`, text);
  const out = join(dir, `${name}.exe`);
  execFileSync(
    bun,
    ['build', entry, '--compile', '--bytecode', '--format=cjs', `--outfile=${out}`],
    { cwd: dir },
  );
  return out;
}

async function table(title, rows) {
  const [{ name: baseline }] = rows;
  console.log(`\n${title}\n`);
  const result = await compareMany({
    baseline,
    rounds,
    cwd: dir,
    rows,
    expect: { stdout: /^hi$/m },
  });
  console.log(formatTable(result));
}

const row = (name, ...command) => ({ name, command });
const skill = file('skill.sh', '#!/bin/sh\necho hi\n');
const hi = bundle('hi', 'console.log("hi");\n');
const spawning = `Bun.spawnSync(['/bin/bash', '-c', ${JSON.stringify(skill)}], { stdio: ['inherit', 'inherit', 'inherit'] });\n`;
const libraries =
  "import { readdirSync } from 'node:fs'; import { spawnSync } from 'node:child_process'; readdirSync('/');\n";
const direct = row('direct', skill);

try {
  const launch = (name, target) =>
    file(name, `#!/usr/bin/env bash\nhere="$(cd "$(dirname "$0")" && pwd)"\nexec ${target} "$@"\n`);
  const single = standalone('single', `${libraries}${spawning}`);
  const inner = standalone('inner', spawning);
  const twice = standalone(
    'twice',
    `Bun.spawnSync([${JSON.stringify(inner)}], { stdio: ['inherit', 'inherit', 'inherit'] });\n`,
  );
  const one = launch('one', single);
  const two = launch('two', one);
  const three = launch('three', two);

  await table(
    'The old chain, rebuilt stage by stage: three shells that look for themselves, an executable, a bash',
    [
      direct,
      row('+ bash -c around it', 'bash', '-c', skill),
      row('+ an executable that spawns it', single),
      row('+ one shell in front', one),
      row('+ two shells', two),
      row('+ three shells', three),
      row('two executables, chained', twice),
    ],
  );

  const forks = file('forks', `#!/bin/sh\nhere=$(cd "$(dirname "$0")" && pwd)\nexec ${skill}\n`);
  const envBash = file('env-bash', `#!/usr/bin/env bash\nexec ${skill}\n`);
  const bash = file('bash', `#!/bin/bash\nexec ${skill}\n`);
  const sh = file('sh', `#!/bin/sh\nexec ${skill}\n`);
  await table('A shell in front', [
    direct,
    row('#!/bin/sh, exec', sh),
    row('#!/bin/bash, exec', bash),
    row('#!/usr/bin/env bash, exec', envBash),
    row('sh with $(cd "$(dirname …)")', forks),
  ]);

  const execve = bundle(
    'execve',
    `(process as any).execve(${JSON.stringify(skill)}, [${JSON.stringify(skill)}], process.env);\n`,
  );
  await table('Inside the runtime (bun printing "hi" is 1)', [
    row('bun printing "hi"', bun, ...FLAGS, hi),
    row(
      'with node:fs',
      bun,
      ...FLAGS,
      bundle(
        'with-fs',
        "import { readdirSync } from 'node:fs'; readdirSync('/'); console.log('hi');\n",
      ),
    ),
    row(
      'process.stdout.write',
      bun,
      ...FLAGS,
      bundle('with-stdout', "process.stdout.write('hi\\n');\n"),
    ),
    row('execve of the script', bun, ...FLAGS, execve),
    row('spawnSync of the script', bun, ...FLAGS, bundle('spawn', spawning)),
    row('node printing "hi"', 'node', file('hi.cjs', "console.log('hi');\n")),
  ]);

  const code = Array.from(
    { length: 4000 },
    (_, at) => `export function f${at}(a: number) { return a + ${at}; }`,
  ).join('\n');
  file('library.ts', code);
  const uses =
    "import * as library from './library.ts';\nconsole.log(Object.keys(library).length > 0 ? 'hi' : '');\n";
  await table('A bundle of 4,000 functions', [
    row('bun printing "hi"', bun, ...FLAGS, hi),
    row('with bytecode', bun, ...FLAGS, bundle('with-bytecode', uses)),
    row('without bytecode', bun, ...FLAGS, bundle('without-bytecode', uses, [])),
  ]);

  const crowd = join(dir, 'crowd');
  mkdirSync(crowd);
  for (let at = 0; at < 10_000; at += 1) writeFileSync(join(crowd, `file-${at}`), '');
  const inCrowd = (name, flags) =>
    row(name, 'sh', '-c', 'cd "$0" && exec "$@"', crowd, bun, ...flags, hi);
  await table('Started in a directory of 10,000 files', [
    inCrowd('with --cwd=/', FLAGS),
    inCrowd('without', FLAGS.slice(1)),
  ]);
} finally {
  rmSync(dir, { recursive: true });
}
