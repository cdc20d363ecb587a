// What the command-line program hands on: everything that was measured, in a shape that other tools
// read. `results` is that of hyperfine (--export-json), which Bencher and others take in; `harness`
// has what that cannot hold, and is all that the other forms of a report are made from.
import type { Table } from '../compare-many.ts';
import type { GateResult } from '../gate.ts';
import type { Measurement } from '../measure.ts';
import type { SideResult } from '../side.ts';
import type { TraceResult } from '../trace/trace.ts';

export type Entry =
  | { readonly kind: 'measurement'; readonly name: string; readonly result: Measurement }
  | { readonly kind: 'table'; readonly name: string; readonly result: Table }
  | { readonly kind: 'gate'; readonly name: string; readonly result: GateResult }
  | { readonly kind: 'trace'; readonly name: string; readonly result: TraceResult };

/** One command as hyperfine writes it. Times in seconds; null where nothing is known. */
export interface HyperfineResult {
  /** The words as a shell would read them. */
  readonly command: string;
  /** Not of hyperfine: what the command was called here. */
  readonly name: string;
  readonly mean: number | null;
  readonly stddev: number | null;
  readonly median: number | null;
  readonly user: number | null;
  readonly system: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly times: readonly number[];
  readonly exit_codes: readonly (number | null)[];
}

export interface Report {
  readonly results: readonly HyperfineResult[];
  readonly harness: { readonly version: 1; readonly entries: readonly Entry[] };
}

export function reportOf(entries: readonly Entry[]): Report {
  return { results: entries.flatMap(resultsOf), harness: { version: 1, entries } };
}

/** As JSON, without what the commands printed. */
export function reportJson(report: Report): string {
  const replacer = (key: string, value: unknown): unknown =>
    key === 'stdout' || key === 'stderr' ? undefined : value;
  return `${JSON.stringify(report, replacer, 2)}\n`;
}

/**
 * Reads what `reportJson` wrote. Figures that were NaN are null in it.
 * @throws SyntaxError for a text that is no such report
 */
export function parseReport(text: string): Report {
  const { harness } = Object(JSON.parse(text, withNaN)) as { harness?: Partial<Report['harness']> };
  if (harness?.version !== 1 || !Array.isArray(harness.entries)) {
    throw new SyntaxError('this is no report of perf-harness (`perf-harness … --json` writes one)');
  }
  return reportOf(harness.entries as readonly Entry[]);
}

/** JSON has no NaN; null would count as 0. The one figure that can be null is so in an acceptance gate. */
function withNaN(key: string, value: unknown): unknown {
  const isFigure = key.endsWith('Ms') || key === 'ratio';
  return value === null && isFigure && key !== 'smallestEffectMs' ? NaN : value;
}

function resultsOf(entry: Entry): HyperfineResult[] {
  switch (entry.kind) {
    case 'measurement':
      return [hyperfineResult(entry.name, entry.result)];
    case 'table':
      return entry.result.rows.map((row) => hyperfineResult(row.name, row));
    case 'gate': {
      const { command, direct } = entry.result;
      return [
        hyperfineResult(entry.name, command),
        hyperfineResult(`${entry.name} (direct)`, direct),
      ];
    }
    case 'trace':
      return [];
    default:
      throw new SyntaxError(`no report has an entry like ${JSON.stringify(entry)}`);
  }
}

function hyperfineResult(name: string, side: SideResult): HyperfineResult {
  return {
    command: side.command.map(quoted).join(' '),
    name,
    mean: seconds(side.meanMs),
    stddev: seconds(side.stdevMs),
    median: seconds(side.medianMs),
    user: seconds(side.userMs),
    system: seconds(side.systemMs),
    min: seconds(side.minMs),
    max: seconds(side.maxMs),
    times: side.samplesMs.map((ms) => ms / 1000),
    // Of a command that went wrong only the last code is known, and that run does not count.
    exit_codes: side.samplesMs.map(() => (side.problem === null ? side.exitCode : null)),
  };
}

function seconds(ms: number): number | null {
  return Number.isFinite(ms) ? ms / 1000 : null;
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
