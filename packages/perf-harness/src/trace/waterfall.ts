// What a chain of processes did, stage by stage: the one shape that trace files and strace are read
// into, and that text, Chrome events and SVG are made from.

/** One stage of one process. */
export interface Stage {
  readonly name: string;
  readonly pid: number;
  /** The title of the process. */
  readonly process: string;
  /** Milliseconds since the start of the chain. */
  readonly startMs: number;
  readonly durationMs: number;
  /** Something to know about it, such as failed look-ups of its program; '' otherwise. */
  readonly detail: string;
}

export interface Waterfall {
  readonly command: readonly string[];
  /** Where it comes from: files that the programs wrote, or strace, which slows them down. */
  readonly from: 'file' | 'strace';
  /** From asking for the process until it was gone; under strace: from its first image. */
  readonly totalMs: number;
  /** By their start. */
  readonly stages: readonly Stage[];
}

/** What no stage of a trace file covers: behind the last one, the target of a launcher itself. */
export const REST = '(rest)';

export function byStart(one: Stage, other: Stage): number {
  return one.startMs - other.startMs || other.durationMs - one.durationMs;
}

/** Milliseconds per stage name: a stage that several processes went through counts with its sum. */
export function stageSums({ stages }: Waterfall): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { name, durationMs } of stages) sums.set(name, (sums.get(name) ?? 0) + durationMs);
  return sums;
}
