// Entries that need no measurement: results of an earlier one, and trace files.
import { readFileSync, statSync } from 'node:fs';

import { currentLoad, loadSince } from '../load.ts';
import { type Entry, parseReport } from '../report/report.ts';
import { readChromeEvents } from '../trace/chrome.ts';
import { CannotRun } from './cannot-run.ts';

const MAX_BYTES = 256 * 1024 * 1024;

/** @throws CannotRun when the file is missing, too large or no report */
export function readResults(path: string): readonly Entry[] {
  return read(path, (text) => parseReport(text).harness.entries);
}

/** @throws CannotRun when the file is missing, too large, no trace or without a stage */
export function readTraceFile(path: string): Entry {
  const stages = read(path, (text) => readChromeEvents(text));
  if (stages.length === 0)
    throw new CannotRun(`${path} holds no complete event`, 'they have `"ph": "X"`');
  const totalMs = Math.max(...stages.map(({ startMs, durationMs }) => startMs + durationMs));
  const waterfall = { command: [path], from: 'file' as const, totalMs, stages };
  const load = loadSince(currentLoad());
  return { kind: 'trace', name: path, result: { waterfall, problem: null, runs: 1, load } };
}

function read<T>(path: string, parse: (text: string) => T): T {
  try {
    if (statSync(path).size > MAX_BYTES) throw new Error('it is larger than 256 MiB');
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CannotRun(
      `${path} cannot be read: ${(error as Error).message}`,
      'see `perf-harness --help`',
    );
  }
}
