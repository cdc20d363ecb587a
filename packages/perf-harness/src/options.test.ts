import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { assertGate, compare, compareMany, gate, measure } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'perf-harness-test-'));
const trace = join(folder, 'ran');
const good = { name: 'g', command: ['touch', trace], direct: ['touch', trace], runs: 1 };
const row = { name: 'a', command: ['touch', trace] };

afterAll(() => rmSync(folder, { recursive: true }));

const wrong: [object, RegExp][] = [
  [{ name: '' }, /name must be a text that is not empty, not ''/],
  [{ command: [] }, /command must be an array of strings, the program first, not \[\]/],
  [{ command: [''] }, /command must be/],
  [{ command: 'git --version' }, /command must be .* not 'git --version'/],
  [{ command: ['git', 1] }, /command must be/],
  [{ direct: [] }, /direct must be/],
  [{ runs: 0 }, /runs must be a whole number from 1 to 1000000, not 0/],
  [{ runs: 1.5 }, /runs must be/],
  [{ runs: NaN }, /runs must be .* not NaN/],
  [{ warmup: -1 }, /warmup must be a whole number from 0/],
  [{ budgetMs: NaN }, /budgetMs must be a number above 0, not NaN/],
  [{ budgetMs: 0 }, /budgetMs must be/],
  [{ budgetMs: Infinity }, /budgetMs must be/],
  [{ budgetMs: '100' }, /budgetMs must be .* not '100'/],
  [{ kind: 'strict' }, /kind must be 'acceptance' or 'statistical', not 'strict'/],
  [{ maxMs: 5 }, /maxMs must be left out of an acceptance gate/],
  [{ kind: 'statistical', runs: 19 }, /runs of a statistical gate must be .* from 20/],
  [{ kind: 'statistical', runs: 20, maxMs: 0 }, /maxMs must be a number above 0/],
  [{ signal: 5 }, /signal must be an AbortSignal/],
  [{ onRound: 5 }, /onRound must be a function/],
  [{ seed: -1 }, /seed must be a whole number from 0 to 4294967295/],
  [{ seed: 2 ** 32 }, /seed must be/],
  [{ timeoutMs: 0 }, /timeoutMs must be/],
  [{ timeoutMs: 2 ** 31 }, /timeoutMs must be .* at most 2147483647/],
  [{ timeoutMs: NaN }, /timeoutMs must be/],
  [{ cwd: '' }, /cwd must be/],
  [{ env: { A: 1 } }, /env\.A must be a text, not 1/],
  [{ env: null }, /env must be/],
  [{ input: 5 }, /input must be a text or a Uint8Array/],
  [{ expect: { exitCode: 256 } }, /expect\.exitCode must be a whole number from 0 to 255/],
  [{ expect: { stdout: 5 } }, /expect\.stdout must be a text or a RegExp/],
];

it.each(wrong)('refuses %o before it runs anything', async (change, message) => {
  const result = gate({ ...good, ...change });
  await expect(result).rejects.toThrow(TypeError);
  await expect(result).rejects.toThrow(message);
  expect(existsSync(trace)).toBe(false);
});

it('refuses in the same way in every function', async () => {
  await expect(assertGate({ ...good, runs: 0 })).rejects.toThrow(TypeError);
  await expect(compare({ ...good, direct: [] })).rejects.toThrow(TypeError);
  await expect(measure({ command: [] })).rejects.toThrow(TypeError);
  await expect(compareMany({ rows: [row], baseline: 'a', rounds: 0 })).rejects.toThrow(TypeError);
  expect(existsSync(trace)).toBe(false);
});

it.each([
  [{ rows: [], baseline: 'a' }, /baseline must be the name of a row, not 'a'/],
  [{ rows: [row], baseline: 'b' }, /baseline must be the name of a row/],
  [{ rows: [row, row], baseline: 'a' }, /the name of a row must be used once, not 'a'/],
  [{ rows: [{ ...row, name: '' }], baseline: '' }, /the name of a row must be a text/],
  [{ rows: [{ ...row, command: [] }], baseline: 'a' }, /the command of row "a" must be/],
])('refuses the table %o', async (options, message) => {
  await expect(compareMany(options)).rejects.toThrow(message);
  expect(existsSync(trace)).toBe(false);
});
