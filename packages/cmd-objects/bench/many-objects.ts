// A hundred thousand objects: what they cost to make, to keep and to find. Run by `pnpm bench:objects`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Runtime } from '../src/runtime.ts';

const OBJECTS = 100_000;
const dir = mkdtempSync(join(tmpdir(), 'rhachet-objects-'));
const runtime = Runtime.open({ database: join(dir, 'objects.db') });

const megabytes = (): number => Math.round(process.memoryUsage().rss / 1e6);

function timed<T>(what: string, work: () => T, count = 1): T {
  const start = performance.now();
  const result = work();
  const us = ((performance.now() - start) / count) * 1000;
  console.log(`${what.padEnd(44)} ${us.toFixed(1).padStart(12)} us`);
  return result;
}

const answer = (...words: string[]): string => {
  const { value, error } = runtime.answer({ words, session: null });
  if (error) throw new Error(error.message);
  return value;
};

const before = megabytes();
const first = answer('Counter', 'new');
timed(
  'new, each with its row',
  () => {
    for (let made = 1; made < OBJECTS; made++) answer('Counter', 'new');
  },
  OBJECTS,
);
console.log(`memory: ${before} MB before, ${megabytes()} MB with ${OBJECTS} objects made`);
timed('one that has left memory: increment', () => answer(first, 'increment'));
timed('one that is in memory: increment', () => answer(first, 'increment'));
const found = timed("find: 'value > 0' among all", () => answer('Counter', 'find:', 'value > 0'));
if (found !== first) throw new Error(`found ${found}`);
answer('Store', 'ensureIndex:', 'value', 'path:', '$.value');
timed('count', () => answer('Counter', 'count'));
runtime.close();
rmSync(dir, { recursive: true, force: true });
