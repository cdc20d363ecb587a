// pnpm bench:ways [rounds]: what each way to call rhachet adds to the direct call, in paired runs, with the packages
// installed from a registry by the manager in question; and the first call of all, on an empty npm cache.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareMany, formatTable } from '@rhachet/perf-harness';
import { publishWorkspace, startRegistry } from '../../registry/index.mjs';
import { measureFirstCall } from './first-call.mjs';
import { measureInShell } from './in-shell.mjs';
import { bunx, makeProject, pnpm, yarn } from './managers.mjs';
import { HI, makeRepository } from './repository.mjs';

const rounds = Number(process.argv[2] ?? 20);
const expect = { stdout: /^hi$/m };
const made = [];

const bin = (cwd, name = 'rhachet') => join(cwd, 'node_modules/.bin', name);
const SKILL = ['run', '--skill', 'hi'];

function rowsOf({ npm, pnpm: pnpmDir, yarn: yarnDir, bun }) {
  return [
    { name: 'direct', cwd: npm, command: [join(npm, HI)] },
    { name: '.bin/rhachet (npm)', cwd: npm, command: [bin(npm), ...SKILL] },
    { name: '.bin/rhx (npm)', cwd: npm, command: [bin(npm, 'rhx'), 'hi'] },
    { name: '.bin/rhachet (pnpm)', cwd: pnpmDir, command: [bin(pnpmDir), ...SKILL] },
    { name: '.bin/rhachet (yarn)', cwd: yarnDir, command: [bin(yarnDir), ...SKILL] },
    { name: '.bin/rhachet (bun)', cwd: bun, command: [bin(bun), ...SKILL] },
    { name: 'pnpm exec', cwd: pnpmDir, command: [...pnpm, 'exec', 'rhachet', ...SKILL] },
    { name: 'bunx', cwd: bun, command: [...bunx, 'rhachet', ...SKILL] },
    { name: 'npx rhachet', cwd: npm, command: ['npx', 'rhachet', ...SKILL] },
    {
      name: 'npx @rhachet/cmd-run',
      cwd: npm,
      command: ['npx', '@rhachet/cmd-run', '--skill', 'hi'],
    },
    { name: 'yarn run', cwd: yarnDir, command: [...yarn, 'run', 'rhachet', ...SKILL] },
  ];
}

async function measureWays(projects, env) {
  const table = await compareMany({
    rounds,
    expect,
    env,
    baseline: 'direct',
    timeoutMs: 60_000,
    rows: rowsOf(projects),
  });
  console.log(`86 skills in 4 roles; the skill is known\n\n${formatTable(table)}`);
  return (name) => table.rows.find((row) => row.name === name).overhead.medianMs;
}

async function compareWays(env) {
  const projects = {};
  for (const manager of ['npm', 'pnpm', 'yarn', 'bun']) {
    projects[manager] = makeProject(manager, env);
    made.push(projects[manager]);
  }
  const added = await measureWays(projects, env);
  const { npm } = projects;
  const each = await measureInShell({
    cwd: npm,
    rounds,
    expect,
    env,
    bins: join(npm, 'node_modules/.bin'),
  });
  console.log(`
per call in a bash: the function adds ${each.function.toFixed(2)} ms, the program ${each.program.toFixed(2)} ms
npx rhachet adds ${(added('npx rhachet') / added('.bin/rhachet (npm)')).toFixed(0)} x what node_modules/.bin/rhachet adds`);
}

async function firstCall(env) {
  const bare = makeRepository({ skills: 86, roles: 4, nested: true });
  made.push(bare);
  await measureFirstCall({ cwd: bare, env, rounds: 3 });
}

const temporary = mkdtempSync(join(tmpdir(), 'rhachet-ways-'));
made.push(temporary);
const registry = await startRegistry(join(temporary, 'registry'));
try {
  await publishWorkspace(registry);
  // A home of its own: bun and yarn would take packages of an earlier build, which have the same versions, from their caches.
  const home = { HOME: join(temporary, 'home'), XDG_CACHE_HOME: join(temporary, 'home/.cache') };
  const env = { ...process.env, ...registry.env, ...home };
  await compareWays(env);
  await firstCall(env);
} finally {
  await registry.stop();
  for (const dir of made) rmSync(dir, { recursive: true, force: true });
}
