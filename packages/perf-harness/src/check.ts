// A wrong option is a mistake in the test that calls us: it must not come back as a verdict on a program.
import { inspect } from 'node:util';

import type { Expect, Settings, TraceSource, Variant } from './options.ts';

const MAX_SEED = 2 ** 32 - 1;
// Node runs a timer with a longer delay at once, and every run would count as timed out.
const MAX_DELAY_MS = 2 ** 31 - 1;

/** @throws TypeError always */
export function refuse(option: string, wanted: string, got: unknown): never {
  throw new TypeError(`perf-harness: ${option} must be ${wanted}, not ${inspect(got)}.`);
}

/** @throws TypeError when `value` is not a whole number from `least` up to a million. */
export function checkCount(option: string, value: unknown, least: number): void {
  const right = Number.isInteger(value) && Number(value) >= least && Number(value) <= 1e6;
  if (!right) refuse(option, `a whole number from ${least} to 1000000`, value);
}

/** @throws TypeError when `value` is not a finite number above 0. */
export function checkBudget(option: string, value: unknown): void {
  if (!Number.isFinite(value) || Number(value) <= 0) refuse(option, 'a number above 0', value);
}

/** @throws TypeError when `value` is none of `names`. */
export function checkOneOf(option: string, value: unknown, names: readonly string[]): void {
  if (!names.includes(value as string))
    refuse(option, names.map((n) => `'${n}'`).join(' or '), value);
}

/** @throws TypeError when `value` is not a text with something in it. */
export function checkText(option: string, value: unknown): void {
  if (typeof value !== 'string' || value === '') refuse(option, 'a text that is not empty', value);
}

/** @throws TypeError when `value` is not an array of strings with a program in front. */
export function checkCommand(option: string, value: unknown): void {
  const words: unknown[] = Array.isArray(value) ? value : [];
  if (words.length === 0 || words[0] === '' || words.some((word) => typeof word !== 'string')) {
    refuse(option, 'an array of strings, the program first', value);
  }
}

/** @throws TypeError when two rows have one name, a row is malformed, or `baseline` is none of them. */
export function checkRows(rows: readonly Variant[], baseline: unknown): void {
  if (!Array.isArray(rows)) refuse('rows', 'an array of { name, command }', rows);
  const names = new Set<unknown>();
  for (const { name, command, cwd } of rows) {
    checkText('the name of a row', name);
    checkCommand(`the command of row "${name}"`, command);
    if (cwd !== undefined) checkText(`the cwd of row "${name}"`, cwd);
    if (names.has(name)) refuse('the name of a row', 'used once', name);
    names.add(name);
  }
  if (!names.has(baseline)) refuse('baseline', 'the name of a row', baseline);
}

/** @throws TypeError when a field of `source` is wrong. */
export function checkSource(source: TraceSource): void {
  const { from, variable, startVariable } = Object(source) as TraceSource;
  if (from !== undefined) checkOneOf('the source of a trace', from, ['auto', 'file', 'strace']);
  if (variable !== undefined) checkText('variable', variable);
  if (startVariable !== undefined) checkText('startVariable', startVariable);
}

/** @throws TypeError for the first wrong setting. */
export function checkSettings(settings: Settings): void {
  const { cwd, env, expect, input, onRound, seed, signal, timeoutMs, warmup } = settings;
  if (warmup !== undefined) checkCount('warmup', warmup, 0);
  if (seed !== undefined && !(Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED)) {
    refuse('seed', `a whole number from 0 to ${MAX_SEED}`, seed);
  }
  if (timeoutMs !== undefined && !(timeoutMs > 0 && timeoutMs <= MAX_DELAY_MS)) {
    refuse('timeoutMs', `a number above 0 and at most ${MAX_DELAY_MS}`, timeoutMs);
  }
  if (cwd !== undefined) checkText('cwd', cwd);
  if (env !== undefined) checkEnv(env);
  if (input !== undefined && typeof input !== 'string' && !(input instanceof Uint8Array)) {
    refuse('input', 'a text or a Uint8Array', input);
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    refuse('signal', 'an AbortSignal', signal);
  }
  if (onRound !== undefined && typeof onRound !== 'function') {
    refuse('onRound', 'a function', onRound);
  }
  if (expect !== undefined) checkExpect(expect);
}

function checkEnv(env: unknown): void {
  if (typeof env !== 'object' || env === null) refuse('env', 'an object of texts', env);
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && typeof value !== 'string') refuse(`env.${name}`, 'a text', value);
  }
}

function checkExpect({ exitCode, stdout }: Expect): void {
  if (exitCode !== undefined && !(Number.isInteger(exitCode) && exitCode >= 0 && exitCode <= 255)) {
    refuse('expect.exitCode', 'a whole number from 0 to 255', exitCode);
  }
  if (stdout !== undefined && typeof stdout !== 'string' && !(stdout instanceof RegExp)) {
    refuse('expect.stdout', 'a text or a RegExp', stdout);
  }
}
