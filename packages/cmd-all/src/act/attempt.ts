// One attempt: arguments are filled in, the skill is run, and what came of it is data.
import type { Keep } from '@rhachet/kit';
import type { Usage } from '../brains/types.ts';
import { costOf } from '../brains/usage.ts';
import { runSkill } from '../skills/run-skill.ts';
import { fillIn, type FillIn } from './fill-in.ts';

export interface Attempt {
  repo: string;
  role: string;
  skill: string;
  brain: string;
  input: unknown;
  arguments: Record<string, unknown>;
  /** Answers of the model until they were valid. */
  tries: number;
  exit: number;
  /** What the skill printed: a value where it is JSON, else the text. */
  result: unknown;
  stderr: string;
  usage: Usage;
  /** In dollars; `null` where the price is not known. */
  cost: number | null;
}

function valueOf(stdout: string): unknown {
  try {
    return JSON.parse(stdout) as unknown;
  } catch {
    return stdout;
  }
}

/** Throws what `fillIn` throws, and a `Failure` (exit 126) where the kernel refuses the skill. */
export async function attempt(parts: FillIn, keep: Keep): Promise<Attempt> {
  const { tool, brain, input, signal } = parts;
  const { args, tries, usage } = await fillIn(parts);
  signal.throwIfAborted();
  const { exit, stdout, stderr } = await runSkill({ tool, input: args, keep, signal });
  const { repo, role, slug: skill } = tool.target;
  return {
    ...{ repo, role, skill, brain: brain.name, input, arguments: args, tries, exit },
    ...{ result: valueOf(stdout), stderr, usage, cost: costOf(usage, brain.price) },
  };
}
