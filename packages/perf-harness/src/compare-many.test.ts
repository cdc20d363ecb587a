import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { compareMany, formatTable } from './index.ts';

const sh = (script: string): string[] => ['sh', '-c', script];
const folder = mkdtempSync(join(tmpdir(), 'perf-harness-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('runs every row once in each round, in every order', async () => {
  const log = join(folder, 'log');
  const rows = ['a', 'b', 'c'].map((name) => ({ name, command: sh(`echo ${name} >> '${log}'`) }));
  const table = await compareMany({ rows, baseline: 'b', rounds: 40, warmup: 2, seed: 3 });
  expect(table).toMatchObject({ baseline: 'b', rounds: 40, seed: 3 });
  expect(table.rows.map(({ name, samplesMs }) => [name, samplesMs.length])).toEqual([
    ['a', 40],
    ['b', 40],
    ['c', 40],
  ]);
  const [check, ...rounds] = readFileSync(log, 'utf8').replaceAll('\n', '').match(/.../g) ?? [];
  expect(check).toBe('bac');
  expect(rounds).toHaveLength(42);
  expect([...new Set(rounds)].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
});

it('gives each row its difference to the baseline', async () => {
  const rows = [
    { name: 'slow', command: sh('sleep 0.3; echo hi') },
    { name: 'direct', command: sh('echo hi') },
  ];
  const table = await compareMany({ rows, baseline: 'direct', rounds: 5, warmup: 0 });
  const [slow, direct] = table.rows;
  expect(slow?.overhead.medianMs).toBeGreaterThan(150);
  expect(slow?.overhead.ci95.highMs).toBeGreaterThan(150);
  expect(slow?.overhead.ratio).toBeGreaterThan(1);
  expect(direct?.overhead).toEqual({
    ...{ meanMs: 0, medianMs: 0, p95Ms: 0, ratio: 1 },
    ci95: { lowMs: 0, highMs: 0 },
    ci99: { lowMs: 0, highMs: 0 },
  });
});

it('goes on without a row that goes wrong', async () => {
  const rows = [
    { name: 'direct', command: sh('echo hi') },
    { name: 'missing', command: ['no-such-program-anywhere'] },
    { name: 'wrong', command: sh('echo ho') },
    { name: 'right', command: sh('echo hi') },
  ];
  const table = await compareMany({ rows, baseline: 'direct', rounds: 4 });
  expect(table.rows.map(({ samplesMs }) => samplesMs.length)).toEqual([4, 0, 0, 4]);
  expect(table.rows.map(({ problem }) => problem === null)).toEqual([true, false, false, true]);
  expect(formatTable(table)).toMatch(/^missing: could not be started: .*\[check run\]$/m);
});

it.each([1, 2, 3, 4, 5, 6])('ends at once when the baseline goes wrong, seed %i', async (seed) => {
  const log = join(folder, 'ended');
  const rows = [
    { name: 'other', command: sh(`echo >> '${log}'`) },
    { name: 'direct', command: sh('exit 4') },
  ];
  const table = await compareMany({ rows, baseline: 'direct', seed });
  expect(table.rows[1]?.problem).toContain('exited with 4 instead of 0');
  expect(table.rows[0]).toMatchObject({ samplesMs: [], problem: null, exitCode: null });
  expect(() => readFileSync(log)).toThrow('ENOENT');
});

it.each([1, 2, 3, 4, 5, 6])('ends at once when no other row is left, seed %i', async (seed) => {
  const log = join(folder, `left-${seed}`);
  const rows = [
    { name: 'direct', command: sh(`echo >> '${log}'`) },
    { name: 'other', command: ['no-such-program-anywhere'] },
  ];
  await compareMany({ rows, baseline: 'direct', seed });
  expect(readFileSync(log, 'utf8')).toBe('\n');
});

it('runs a row in its own directory', async () => {
  const rows = [
    { name: 'here', command: sh('pwd'), cwd: folder },
    { name: 'there', command: sh('cd / && pwd'), cwd: '/' },
  ];
  const table = await compareMany({ rows, baseline: 'here', rounds: 2, expect: { stdout: /^\// } });
  expect(table.rows.map(({ stdout }) => stdout)).toEqual([`${folder}\n`, '/\n']);
  const wrong = { rows: [{ name: 'a', command: sh('pwd'), cwd: '' }], baseline: 'a' };
  await expect(compareMany(wrong)).rejects.toThrow('the cwd of row "a"');
});
