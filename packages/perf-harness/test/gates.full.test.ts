// Whether the gates tell right from wrong, also on a busy machine. Both sides of a planted difference
// are the same program, `sleep`, and both do sleep: a process that wakes up is scheduled differently
// from one that never slept, and nothing but the plant shall differ.
import { type ChildProcess, spawn } from 'node:child_process';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { formatGate, gate, type GateOptions, type GateResult } from '../src/index.ts';

const TRIES = 20;

async function tries(count: number, options: GateOptions): Promise<Record<string, number>> {
  const results: GateResult[] = [];
  for (let seed = 1; seed <= count; seed++) results.push(await gate({ ...options, seed }));

  const pairs = results.map(({ command }) => command.samplesMs.length);
  console.log(`${options.name}: pairs ${pairs.join(' ')}`);
  console.log(formatGate(results.at(-1)!));
  const of = (verdict: string) => results.filter((result) => result.verdict === verdict);
  of('inconclusive').forEach((result) => console.log(formatGate(result)));
  return {
    pass: of('pass').length,
    fail: of('fail').length,
    inconclusive: of('inconclusive').length,
  };
}

describe('the statistical gate, beside two busy loops, with a budget of 1.5 ms', () => {
  let loops: ChildProcess[] = [];
  beforeAll(() => {
    loops = [1, 2].map(() => spawn('sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' }));
  });
  afterAll(() => loops.forEach((loop) => loop.kill('SIGKILL')));

  const direct = ['sleep', '0.001'];
  // More pairs than usual: other programs may be busy here, too.
  const common = { kind: 'statistical', direct, budgetMs: 1.5, runs: 1_000 } as const;

  it('fails a planted 3 ms', async () => {
    const options = { ...common, name: 'planted 3 ms', command: ['sleep', '0.004'] };
    const { pass, inconclusive } = await tries(TRIES, options);
    expect(pass).toBe(0);
    expect(inconclusive).toBeLessThanOrEqual(2);
  });

  it('passes a planted 0 ms: direct against direct', async () => {
    const { fail, inconclusive } = await tries(TRIES, {
      ...common,
      name: 'nothing',
      command: direct,
    });
    expect(fail).toBe(0);
    expect(inconclusive).toBeLessThanOrEqual(2);
  });
});

describe('the acceptance gate, with a budget of 100 ms', () => {
  it.each([
    ['90 ms', '0.09', { pass: 6, fail: 0, inconclusive: 0 }],
    ['115 ms', '0.115', { pass: 0, fail: 6, inconclusive: 0 }],
    ['nothing', '0', { pass: 6, fail: 0, inconclusive: 0 }],
  ])('tells a total of %s every time', async (name, seconds, verdicts) => {
    const command = ['sleep', seconds];
    expect(await tries(6, { name, command, direct: ['sleep', '0'] })).toEqual(verdicts);
  });
});
