// The figures of one command by itself, for a terminal.
import { columns, figure } from './columns.ts';
import type { Measurement } from './measure.ts';

/** Several lines of plain text without a final line break. */
export function formatMeasurement(name: string, measurement: Measurement): string {
  const { problem, samplesMs, runs, load, outliers } = measurement;
  const { meanMs, stdevMs, medianMs, p95Ms, minMs, maxMs, userMs, systemMs, coldMs } = measurement;
  const figures = { mean: meanMs, 'std dev': stdevMs, median: medianMs, p95: p95Ms, min: minMs };
  const more = { max: maxMs, user: userMs, system: systemMs, first: coldMs };
  const cells = Object.entries({ ...figures, ...more });
  return [
    name,
    ...(problem === null ? [] : [`  - ${problem}`]),
    ...columns([cells.map(([title]) => title), cells.map(([, ms]) => figure(ms))]).map(
      (line) => `  ${line}`,
    ),
    `  ms; ${samplesMs.length} of ${runs} runs; ${outliers.length} outliers (counted); load ${figure(load.before)} before, ${figure(load.after)} after, ${load.cores} cores`,
  ].join('\n');
}
