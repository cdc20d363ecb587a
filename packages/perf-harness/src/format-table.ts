// The table of a benchmark, for a terminal.
import { columns, figure } from './columns.ts';
import type { Row, Table } from './compare-many.ts';

const HEAD = ['', 'min', 'median', 'p95', 'mean', 'added', '95 % interval', 'ratio'];

/** The table as plain text, several lines without a final line break. Times are in milliseconds. */
export function formatTable(table: Table): string {
  const { baseline, rounds, rows, load, seed } = table;
  const wrong = rows.filter(({ problem }) => problem !== null);
  return [
    ...columns([HEAD, ...rows.map((row) => cells(row, row.name === baseline))]),
    `ms; added: median difference to "${baseline}" within a round; ratio: of the medians`,
    `${rounds} rounds; seed ${seed}; load ${figure(load.before)} before, ${figure(load.after)} after, ${load.cores} cores`,
    ...wrong.map(({ name, problem }) => `${name}: ${problem ?? ''}`),
  ].join('\n');
}

/** The figures of a row that went wrong would be taken for a result: it has none. */
function cells(row: Row, isBaseline: boolean): string[] {
  const { name, minMs, medianMs, p95Ms, meanMs, overhead, problem } = row;
  if (problem !== null) return [name, ...HEAD.slice(1).map(() => '-')];
  const own = [minMs, medianMs, p95Ms, meanMs].map(figure);
  if (isBaseline) return [name, ...own];
  const { lowMs, highMs } = overhead.ci95;
  const interval = `${figure(lowMs)} to ${figure(highMs)}`;
  return [name, ...own, figure(overhead.medianMs), interval, figure(overhead.ratio)];
}
