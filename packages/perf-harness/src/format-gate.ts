// The report of a gate, as the message of the failing test: everything that is needed to judge it.
import { columns, figure } from './columns.ts';
import type { GateResult } from './gate.ts';
import type { SideResult } from './side.ts';

/** The report as plain text, several lines without a final line break. */
export function formatGate(result: GateResult): string {
  const { name, verdict, reasons, command, direct, load, seed } = result;
  const rows = [
    ['', 'mean', 'median', 'p95', 'min', 'max'],
    row('direct', direct),
    row('command', command),
  ];
  return [
    `${verdict.toUpperCase()}  ${name}`,
    ...reasons.map((reason) => `  - ${reason}`),
    ...columns(rows).map((line, index) => `  ${line}${index === 0 ? '  (ms)' : ''}`),
    `  overhead  ${overheadLine(result)}`,
    `  budget    ${budgetLine(result)}`,
    `  n         ${command.samplesMs.length} of ${result.runs} runs; seed ${seed}`,
    `  load      ${figure(load.before)} before, ${figure(load.after)} after, ${load.cores} cores`,
    `  command   ${JSON.stringify(command.command)}`,
    `  direct    ${JSON.stringify(direct.command)}`,
  ].join('\n');
}

function row(label: string, side: SideResult): string[] {
  const { meanMs, medianMs, p95Ms, minMs, maxMs } = side;
  return [label.padEnd('overhead'.length), ...[meanMs, medianMs, p95Ms, minMs, maxMs].map(figure)];
}

function overheadLine({ overhead }: GateResult): string {
  const { meanMs, medianMs, ci95, ratio } = overhead;
  if (!Number.isFinite(meanMs)) return '-';
  const interval = `95 % interval ${figure(ci95.lowMs)} to ${figure(ci95.highMs)}`;
  return `mean ${figure(meanMs)} ms, median ${figure(medianMs)} ms (${interval}); ${figure(ratio)} x direct`;
}

function budgetLine({ budgetMs, command, overhead }: GateResult): string {
  const used = (ms: number): string =>
    Number.isFinite(ms) ? `${((ms / budgetMs) * 100).toFixed(1)} %` : '-';
  return `${budgetMs} ms; used in total ${used(command.meanMs)}, by the overhead ${used(overhead.meanMs)}`;
}
