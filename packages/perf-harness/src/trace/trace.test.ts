// Small programs that write trace files as DESIGN section 7 defines them, and programs that do not.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { blame, formatBlame, formatGate, formatWaterfall, gate, trace } from '../index.ts';

const folder = mkdtempSync(join(tmpdir(), 'perf-harness-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const strace = spawnSync('strace', ['-V']).error === undefined;

/** A node program with three stages, of which `target.found` computes for `busyMs`. */
function traced(busyMs: number): string[] {
  const file = join(folder, `traced-${busyMs}.mjs`);
  writeFileSync(
    file,
    `import { appendFileSync } from 'node:fs';
    const now = () => performance.timeOrigin + performance.now();
    let from = Number(process.env.RHACHET_TRACE_T0);
    const events = [];
    const mark = (name) => {
      const at = now();
      events.push({ name, ph: 'X', ts: from * 1000, dur: (at - from) * 1000, pid: process.pid });
      from = at;
    };
    mark('launch');
    mark('dispatch.start');
    const end = now() + ${busyMs};
    while (now() < end);
    mark('target.found');
    mark('target.exec');
    if (process.env.RHACHET_TRACE) {
      appendFileSync(process.env.RHACHET_TRACE, '[\\n' + events.map((e) => JSON.stringify(e) + ',\\n').join(''));
    }
    console.log('done');`,
  );
  return [process.execPath, file];
}

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

it('says which build cannot be blamed', async () => {
  const result = await blame({ command: traced(0), base: ['false'], runs: 2 });
  expect(result.problem).toMatch(/^base exited with 1 instead of 0/);
  expect(result.stages).toEqual([]);
  expect(formatBlame(result)).toMatch(/^no stage can be blamed: base exited/);
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
