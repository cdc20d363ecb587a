// The first `npx @rhachet/cmd-run` on a machine that has nothing of it: an empty npm cache, and what that fetched.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CALL = ['npx', '--yes', '@rhachet/cmd-run', '--skill', 'hi'];
const MB = 1e6;

function timed(cwd, env) {
  const before = performance.now();
  const stdout = execFileSync(CALL[0], CALL.slice(1), { cwd, env, encoding: 'utf8' });
  if (stdout !== 'hi\n') throw new Error(`expected "hi", got ${JSON.stringify(stdout)}`);
  return performance.now() - before;
}

/** What npx put into its cache, with the bytes of each download and those on disk. */
async function fetched(cache) {
  const [hash] = readdirSync(join(cache, '_npx'));
  const dir = join(cache, '_npx', hash);
  const { packages } = JSON.parse(
    readFileSync(join(dir, 'node_modules/.package-lock.json'), 'utf8'),
  );
  const rows = Object.entries(packages).map(async ([path, { resolved }]) => ({
    name: path.replace(/^.*node_modules\//, ''),
    bytes: Number((await fetch(resolved, { method: 'HEAD' })).headers.get('content-length')),
    disk: Number(execFileSync('du', ['-sb', join(dir, path)], { encoding: 'utf8' }).split('\t')[0]),
  }));
  return Promise.all(rows);
}

/** How long npm says that it took for each part, in milliseconds (`--timing`). */
function timers(cache) {
  const logs = join(cache, '_logs');
  const file = readdirSync(logs).find((name) => name.endsWith('-timing.json'));
  return JSON.parse(readFileSync(join(logs, file), 'utf8')).timers;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** One machine: the first call, the second one, and what there is of it. */
async function onEmptyCache(cwd, env) {
  const cache = mkdtempSync(join(tmpdir(), 'rhachet-npm-cache-'));
  const own = {
    ...env,
    npm_config_cache: cache,
    npm_config_timing: 'true',
    npm_config_loglevel: 'silent',
  };
  try {
    const first = timed(cwd, own);
    const parts = timers(cache);
    const packages = await fetched(cache);
    return { first, parts, packages, second: timed(cwd, own) };
  } finally {
    rmSync(cache, { recursive: true });
  }
}

const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
const size = (bytes) => `${(bytes / MB).toFixed(2)} MB`;
const sum = (values) => values.reduce((total, value) => total + value, 0);

function print(runs) {
  const [{ packages }] = runs;
  const runtime = packages.filter(({ name }) => name.startsWith('@oven/'));
  const ours = packages.filter(({ name }) => !name.startsWith('@oven/'));
  const all = (key) => seconds(median(runs.map(key)));
  console.log(
    `\nThe first npx @rhachet/cmd-run, ${runs.length} empty npm caches, the registry on this machine\n`,
  );
  for (const [what, rows] of Object.entries({ 'our packages': ours, 'the runtime': runtime })) {
    const names = rows.map(({ name }) => name).join(', ');
    console.log(
      `${what}: ${size(sum(rows.map(({ bytes }) => bytes)))} to download, ${size(sum(rows.map(({ disk }) => disk)))} on disk (${names})`,
    );
  }
  console.log(`first call:  ${all(({ first }) => first)}, of which npm says`);
  console.log(`  which packages (idealTree)    ${all(({ parts }) => parts.idealTree)}`);
  console.log(`  download and unpack (reify)   ${all(({ parts }) => parts.reify)}`);
  console.log(`second call: ${all(({ second }) => second)}`);
}

/** Calls it on `rounds` empty caches, after one that fills the registry, and prints the medians. */
export async function measureFirstCall({ cwd, env, rounds }) {
  await onEmptyCache(cwd, env);
  const runs = [];
  for (let round = 0; round < rounds; round += 1) runs.push(await onEmptyCache(cwd, env));
  print(runs);
}
