// Whether the gates tell right from wrong, also on a busy machine. Both sides of a planted difference
// are the same program, `sleep`, and both do sleep: a process that wakes up is scheduled differently
// from one that never slept, and nothing but the plant shall differ.
import { type ChildProcess, spawn } from 'node:child_process';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { formatGate, gate, type GateOptions, type GateResult, measure } from '../src/index.ts';

const TRIES = 10;

/** What `command` takes here and now, in the median, in ms: some machines need 14 for `sleep 0`. */
async function taken(command: readonly string[]): Promise<number> {
  return (await measure({ command })).medianMs;
}

const sleep = (ms: number): string[] => ['sleep', (ms / 1_000).toFixed(4)];

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

describe('the statistical gate, beside two busy loops', () => {
  let loops: ChildProcess[] = [];
  let budgetMs: number;
  const direct = sleep(1);
  beforeAll(async () => {
    loops = [1, 2].map(() => spawn('sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' }));
    // Who wakes up beside a busy loop waits for the end of its slice: a plant well below the length of
    // one would not reach the clock at all on a slow machine.
    budgetMs = Math.max(1.5, (await taken(direct)) / 4);
  });
  afterAll(() => loops.forEach((loop) => loop.kill('SIGKILL')));

  // More pairs than usual: other programs may be busy here, too.
  const common = () => ({ kind: 'statistical', direct, budgetMs, runs: 1_000 }) as const;

  it('fails a planted double budget', async () => {
    const command = sleep(1 + 2 * budgetMs);
    const { pass, inconclusive } = await tries(TRIES, { ...common(), name: 'planted', command });
    expect(pass).toBe(0);
    expect(inconclusive).toBeLessThanOrEqual(1);
  });

  it('passes a planted 0 ms: direct against direct', async () => {
    const options = { ...common(), name: 'nothing', command: direct };
    const { fail, inconclusive } = await tries(TRIES, options);
    expect(fail).toBe(0);
    expect(inconclusive).toBeLessThanOrEqual(1);
  });
});

describe('the acceptance gate, with a budget of 100 ms', () => {
  it.each([
    [90, { pass: 6, fail: 0, inconclusive: 0 }],
    [115, { pass: 0, fail: 6, inconclusive: 0 }],
  ])('tells a total of about %s ms every time', async (totalMs, verdicts) => {
    const direct = sleep(0);
    const command = sleep(totalMs - (await taken(direct)));
    expect(await tries(6, { name: `${totalMs} ms`, command, direct })).toEqual(verdicts);
  });

  it('passes nothing', async () => {
    const options = { name: 'nothing', command: sleep(0), direct: sleep(0) };
    expect(await tries(6, options)).toEqual({ pass: 6, fail: 0, inconclusive: 0 });
  });
});
