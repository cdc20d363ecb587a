// A measurement with every default filled in and everything that could change during it frozen.
import { checkCount, checkSettings } from './check.ts';
import type { Expect, Settings, Variant } from './options.ts';
import { runOnce, type Surroundings } from './run.ts';

export interface Plan {
  readonly variants: readonly Variant[];
  /** The name of the variant that the others are compared with. */
  readonly baseline: string;
  readonly rounds: number;
  readonly warmup: number;
  readonly seed: number;
  readonly expect: Expect;
  readonly around: Surroundings;
  readonly onRound: Settings['onRound'];
  readonly runOnce: typeof runOnce;
}

/** What each kind of measurement decides for itself. */
export type Subject = Pick<Plan, 'variants' | 'baseline'> & { readonly rounds: number | undefined };

/** @throws TypeError for the first wrong option */
export function planFor(subject: Subject, settings: Settings): Plan {
  const { rounds = 30, variants, baseline } = subject;
  checkCount('the number of runs', rounds, 1);
  checkSettings(settings);
  const { warmup = 3, seed = Math.floor(Math.random() * 2 ** 32), expect = {} } = settings;
  const { cwd = process.cwd(), env = process.env, timeoutMs = 10_000 } = settings;
  const { input, signal, onRound } = settings;
  const stdin = input === undefined ? undefined : Buffer.from(input);
  const around = { cwd, env: { ...env }, input: stdin, timeoutMs, signal };
  return { variants, baseline, rounds, warmup, seed, expect, around, onRound, runOnce };
}
