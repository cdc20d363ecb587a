// A skill that a model calls: run to its end, and what it printed told as text.
import type { Keep } from '@rhachet/kit';
import { type Captured, runCaptured } from '@rhachet/launch/captured';
import { environmentOf } from '@rhachet/target';
import { invocationOf } from './schema.ts';
import type { SkillTool } from './tools.ts';

/** Of each of stdout and stderr: a model reads no more, and pays for all of it. */
const MOST_BYTES = 200_000;

export interface SkillCall {
  tool: SkillTool;
  /** Valid for the schema of the tool. */
  input: unknown;
  keep: Keep;
  signal: AbortSignal;
}

/** Rejects with a `Failure` (exit 126) where the kernel refuses the file. */
export function runSkill({ tool, input, keep, signal }: SkillCall): Promise<Captured> {
  const { args, stdin } = invocationOf(tool.parameters, input);
  const { target } = tool;
  const program = { file: target.path, args, env: environmentOf(target), keep };
  return runCaptured(program, { stdin, signal, mostBytes: MOST_BYTES });
}

/** How a model is told what a skill printed: the bare stdout where there is nothing else to say. */
export function resultText({ exit, stdout, stderr }: Captured): string {
  if (exit === 0 && stderr === '') return stdout === '' ? '(it printed nothing)' : stdout;
  return [
    `exit code: ${exit}`,
    ...(stdout === '' ? [] : [`stdout:\n${stdout}`]),
    ...(stderr === '' ? [] : [`stderr:\n${stderr}`]),
  ].join('\n\n');
}
