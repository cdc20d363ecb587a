// Where the stages of a run come from: a file that the programs of the chain write, or strace.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TraceSource } from '../options.ts';
import type { Plan } from '../plan.ts';
import { type Run, runOnce } from '../run.ts';
import { sample, type Sampling } from '../sampler.ts';
import { readChromeEvents } from './chrome.ts';
import { readStrace, straceWords } from './strace.ts';
import { REST, type Stage } from './waterfall.ts';

const MAX_TRACE_BYTES = 64 * 1024 * 1024;
const NO_FILE = 'wrote no trace file';
const NO_STRACE = 'spawn strace ENOENT';

/**
 * Like `sample`, and every run that counts has its waterfall in `traces`. A run without one is wrong.
 * 'auto': under strace when the commands write no trace files.
 */
export async function sampleTraced(plan: Plan, source: TraceSource): Promise<Sampling> {
  const { from = 'auto', variable = 'RHACHET_TRACE', startVariable = 'RHACHET_TRACE_T0' } = source;
  if (from === 'strace') return sample({ ...plan, runOnce: runUnderStrace });
  const runner = fileRunner(variable, startVariable);
  const sampling = await sample({ ...plan, runOnce: runner });
  const without = sampling.sides.some(({ problem }) => problem?.includes(NO_FILE));
  if (from === 'file' || !without) return sampling;
  return sample({ ...plan, runOnce: runUnderStrace });
}

/** Asks the command for a trace with the variable that it knows. */
function fileRunner(variable: string, startVariable: string): typeof runOnce {
  return (command, around) =>
    withFile('trace.json', async (file) => {
      const env = { ...around.env, [variable]: file };
      const run = await runOnce(command, { ...around, env, startVariable });
      const hint = `${NO_FILE} (its path is in the variable ${variable})`;
      return withStages(run, readBounded(file, hint), (text) => {
        const stages = readChromeEvents(text, run.startedAt);
        return { command, from: 'file', totalMs: run.ms, stages: withRest(stages, run.ms) };
      });
    });
}

const runUnderStrace: typeof runOnce = (command, around) =>
  withFile('strace', async (file) => {
    const run = await runOnce([...straceWords(file), ...command], around);
    if (run.trouble?.includes(NO_STRACE) === true) {
      return { ...run, trouble: 'wrote no trace file, and strace is not installed' };
    }
    return withStages(run, readBounded(file, 'left no report of strace'), (text) => {
      const stages = readStrace(text);
      const totalMs = Math.max(0, ...stages.map((stage) => stage.startMs + stage.durationMs));
      return { command, from: 'strace', totalMs, stages };
    });
  });

async function withFile(name: string, use: (file: string) => Promise<Run>): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'perf-harness-'));
  try {
    return await use(join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Read = { readonly text: string } | { readonly trouble: string };

function readBounded(file: string, ifMissing: string): Read {
  try {
    const { size } = statSync(file);
    if (size > MAX_TRACE_BYTES) return { trouble: `wrote a trace of ${size} bytes` };
    return { text: readFileSync(file, 'utf8') };
  } catch {
    return { trouble: ifMissing };
  }
}

/** A run that went wrong keeps what went wrong: without a trace it would be the second thing. */
function withStages(run: Run, read: Read, parse: (text: string) => Run['trace']): Run {
  if (run.trouble !== null) return run;
  if ('trouble' in read) return { ...run, missing: read.trouble };
  try {
    const trace = parse(read.text);
    if (trace?.stages.length === 0) return { ...run, missing: 'wrote a trace without a stage' };
    return { ...run, trace };
  } catch (error) {
    return { ...run, missing: `wrote a trace that cannot be read: ${String(error)}` };
  }
}

/** Behind its last stage a launcher has become its target, which writes nothing. */
function withRest(stages: readonly Stage[], totalMs: number): Stage[] {
  const [first] = stages;
  const startMs = Math.max(0, ...stages.map((stage) => stage.startMs + stage.durationMs));
  if (first === undefined || startMs >= totalMs) return [...stages];
  const { pid, process } = first;
  const rest = { name: REST, pid, process, startMs, durationMs: totalMs - startMs };
  return [...stages, { ...rest, detail: 'behind the last stage' }];
}
