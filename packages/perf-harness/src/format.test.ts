import { expect, it } from 'vitest';

import { formatGate, formatTable, type GateResult, type Table } from './index.ts';
import { overheadOf } from './overhead.ts';
import { beginSide } from './sampler.ts';
import { sideResult } from './side.ts';

const load = { before: 0.5, after: 0.75, cores: 2 };

const side = (command: string[], samplesMs: number[], problem: string | null = null) =>
  sideResult({ ...beginSide({ name: '', command }), samplesMs, problem });

const passed: GateResult = {
  name: 'git behind sh',
  verdict: 'pass',
  reasons: [],
  kind: 'acceptance',
  budgetMs: 100,
  runs: 3,
  command: side(['./git.sh', '--version'], [10, 12, 14]),
  direct: side(['git', '--version'], [4, 6, 8]),
  overhead: overheadOf([10, 12, 14], [4, 6, 8], 1),
  load,
  seed: 42,
  nullTest: null,
  smallestEffectMs: null,
  trace: null,
  blame: null,
};

it('reports a gate', () => {
  expect(formatGate(passed)).toBe(
    [
      'PASS  git behind sh',
      '             mean  median    p95    min    max  (ms)',
      '  direct     6.00    6.00   7.80   4.00   8.00',
      '  command   12.00   12.00  13.80  10.00  14.00',
      '  overhead  mean 6.00 ms, median 6.00 ms (95 % interval 6.00 to 6.00); 2.00 x direct',
      '  budget    100 ms; used in total 12.0 %, by the overhead 6.0 %',
      '  n         3 of 3 runs; acceptance gate; seed 42',
      '  first     direct -, command - ms (cold, not counted)',
      '  outliers  direct 0 mild and 0 severe, command 0 mild and 0 severe (counted)',
      '  load      0.50 before, 0.75 after, 2 cores',
      '  command   ["./git.sh","--version"]',
      '  direct    ["git","--version"]',
    ].join('\n'),
  );
});

it('puts the reasons on top and invents no figures when there are no samples', () => {
  const report = formatGate({
    ...passed,
    verdict: 'fail',
    reasons: ['command was ended by SIGSEGV [check run]'],
    command: side(['x'], [], 'was ended by SIGSEGV [check run]'),
    overhead: overheadOf([], [4], 1),
  });
  const lines = report.split('\n');
  expect(lines.slice(0, 2)).toEqual([
    'FAIL  git behind sh',
    '  - command was ended by SIGSEGV [check run]',
  ]);
  expect(lines[4]).toMatch(/^ {2}command +- +- +- +- +-$/);
  expect(lines[5]).toBe('  overhead  -');
  expect(report).toContain('used in total -, by the overhead -');
  expect(report).toContain('0 of 3 runs');
  expect(report).not.toContain('NaN');
});

it('reports what a statistical gate found out about the machine', () => {
  const ci95 = { lowMs: -0.4, highMs: 0.6 };
  const nullTest = { runs: 20, medianMs: 0.1, ci95, ci99: ci95, bias: null };
  const report = formatGate({ ...passed, kind: 'statistical', nullTest, smallestEffectMs: 0.25 });
  expect(report).toContain(
    '\n  budget    100 ms over direct; used by the median overhead 6.0 %' +
      '\n  null      direct against itself 0.10 ms (95 % interval -0.40 to 0.60; 20 pairs); smallest effect 0.25 ms\n',
  );
});

it('reports a table', () => {
  const row = (name: string, samplesMs: number[], problem: string | null = null) => ({
    name,
    ...side([name], samplesMs, problem),
    overhead: overheadOf(samplesMs, [4, 6, 8], 1),
  });
  const rows = [row('direct', [4, 6, 8]), row('make', [10, 12, 14]), row('gone', [], 'broke')];
  const table: Table = { baseline: 'direct', rounds: 3, rows, load, seed: 42 };
  expect(formatTable(table)).toBe(
    [
      '          min  median    p95   mean  added  95 % interval  ratio',
      'direct   4.00    6.00   7.80   6.00',
      'make    10.00   12.00  13.80  12.00   6.00   6.00 to 6.00   2.00',
      'gone        -       -      -      -      -              -      -',
      'ms; added: median difference to "direct" within a round; ratio: of the medians',
      '3 rounds; seed 42; load 0.50 before, 0.75 after, 2 cores',
      'gone: broke',
    ].join('\n'),
  );
});
