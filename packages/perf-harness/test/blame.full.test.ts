// Who is to blame for a slower build, with counts that tell small differences.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { blame, formatBlame, formatGate, gate } from '../src/index.ts';
import { tracedProgram } from './traced-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'perf-harness-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const traced = (busyMs: number) => tracedProgram(folder, busyMs);

it('blames the stage with a planted busy loop', async () => {
  const result = await blame({ command: traced(12), base: traced(0), runs: 12, seed: 1 });
  expect(result.problem).toBeNull();
  expect(result.moved?.stage).toBe('target.found');
  expect(result.moved?.shiftMs).toBeGreaterThan(10);
  expect(result.moved?.ci99.lowMs).toBeGreaterThan(0);
  expect(formatBlame(result)).toMatch(
    /^target\.found moved: \d+\.\d\d ms slower than in base \(95 % int/,
  );
});

it('blames nobody for a build that is as fast', async () => {
  const slower = traced(12);
  const result = await blame({ command: traced(0), base: slower, runs: 12, seed: 1 });
  expect(result.stages.find(({ stage }) => stage === 'target.found')?.shiftMs).toBeLessThan(-8);
  expect(result.moved?.stage).not.toBe('target.found');
});

it('a gate that is over its budget names the stage, and one within it does not look', async () => {
  const common = { name: 'g', direct: traced(0), base: traced(0), warmup: 1, runs: 4 };
  const failed = await gate({ ...common, command: traced(60), budgetMs: 40, trace: {} });
  expect(failed.verdict).toBe('fail');
  expect(failed.blame?.moved?.stage).toBe('target.found');
  expect(failed.trace?.waterfall?.stages.length).toBe(5);
  expect(formatGate(failed)).toMatch(/^ {2}target\.found moved: /m);
  const passed = await gate({ ...common, command: traced(0), budgetMs: 20_000 });
  expect(passed).toMatchObject({ verdict: 'pass', blame: null, trace: null });
});
