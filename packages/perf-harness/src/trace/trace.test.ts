// Small programs that write trace files as DESIGN section 7 defines them, and programs that do not.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { tracedProgram } from '../../test/traced-program.ts';
import { blame, formatBlame, formatWaterfall, trace } from '../index.ts';

const folder = mkdtempSync(join(tmpdir(), 'perf-harness-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const traced = (busyMs: number) => tracedProgram(folder, busyMs);
const strace = spawnSync('strace', ['-V']).error === undefined;

it('shows the stages that a program wrote, and what lies behind them', async () => {
  const { waterfall, problem, runs } = await trace({ command: traced(30), runs: 3 });
  expect({ problem, runs, from: waterfall?.from }).toEqual({
    problem: null,
    runs: 3,
    from: 'file',
  });
  const stages = waterfall?.stages ?? [];
  expect(stages.map(({ name }) => name)).toEqual([
    'launch',
    'dispatch.start',
    'target.found',
    'target.exec',
    '(rest)',
  ]);
  const found = stages.find(({ name }) => name === 'target.found');
  expect(found?.durationMs).toBeGreaterThanOrEqual(29.9);
  const sum = stages.reduce((total, { durationMs }) => total + durationMs, 0);
  expect(sum).toBeCloseTo(waterfall?.totalMs ?? NaN, 1);
  const text = formatWaterfall(waterfall!);
  expect(text).toMatch(/^target\.found +\d+\.\d\d +\d+\.\d\d +█+$/m);
});

it.skipIf(!strace)(
  'shows the images of a chain that knows nothing of traces [needs strace]',
  async () => {
    const chain = join(folder, 'chain.sh');
    writeFileSync(chain, '#!/bin/sh\ntrue "$(cat /dev/null)"\nexec sleep 0.05\n', { mode: 0o755 });
    const { waterfall, problem } = await trace({ command: [chain], runs: 3 });
    expect(problem).toBeNull();
    expect(waterfall?.from).toBe('strace');
    const names = waterfall?.stages.map(({ name }) => name);
    expect(names).toEqual(['chain.sh', '(fork of chain.sh)', 'cat', 'sleep']);
    expect(waterfall?.stages.at(-1)?.durationMs).toBeGreaterThanOrEqual(49);
  },
);

it('has a problem where there is no trace, or no right run', async () => {
  const source = { from: 'file' } as const;
  const silent = await trace({ command: ['true'], source });
  expect(silent.waterfall).toBeNull();
  expect(silent.problem).toBe(
    'wrote no trace file (its path is in the variable RHACHET_TRACE) [check run]',
  );
  const broken = await trace({
    command: ['sh', '-c', 'echo broken > "$TRACE"'],
    source: { ...source, variable: 'TRACE' },
  });
  expect(broken.problem).toMatch(/^wrote a trace that cannot be read: SyntaxError/);
  const wrong = await trace({ command: ['sh', '-c', 'exit 3'] });
  expect(wrong.problem).toMatch(/^exited with 3 instead of 0/);
  const noStrace = await trace({ command: ['/bin/true'], env: { PATH: folder } });
  expect(noStrace.problem).toMatch(/^wrote no trace file, and strace is not installed/);
});

it('leaves no files behind', async () => {
  const env = { ...process.env, TMPDIR: folder };
  await trace({ command: traced(0), runs: 1, env });
  expect(readdirSync(folder).filter((name) => name.startsWith('perf-harness-'))).toEqual([]);
});

it('blames the stage with a planted busy loop', async () => {
  const result = await blame({ command: traced(60), base: traced(0), runs: 4, seed: 1 });
  expect(result.problem).toBeNull();
  expect(result.stages.find(({ stage }) => stage === 'target.found')?.shiftMs).toBeGreaterThan(30);
  expect(formatBlame(result)).toMatch(/^target\.found moved: \d+\.\d\d ms slower than in base/);
});

it('says which build cannot be blamed', async () => {
  const result = await blame({ command: traced(0), base: ['false'], runs: 2 });
  expect(result.problem).toMatch(/^base exited with 1 instead of 0/);
  expect(result.stages).toEqual([]);
  expect(formatBlame(result)).toMatch(/^no stage can be blamed: base exited/);
});
