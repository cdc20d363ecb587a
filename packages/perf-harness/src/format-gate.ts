// The report of a gate, as the message of the failing test: everything that is needed to judge it.
import { columns, figure } from './columns.ts';
import type { GateResult } from './gate.ts';
import type { SideResult } from './side.ts';
import { formatBlame } from './trace/format.ts';

/** The report as plain text, several lines without a final line break. */
export function formatGate(result: GateResult): string {
  const { name, verdict, reasons, command, direct, load, seed, kind } = result;
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
    ...nullLines(result),
    `  n         ${command.samplesMs.length} of ${result.runs} runs; ${kind} gate; seed ${seed}`,
    `  first     direct ${figure(direct.coldMs)}, command ${figure(command.coldMs)} ms (cold, not counted)`,
    `  outliers  direct ${outlierCount(direct)}, command ${outlierCount(command)} (counted)`,
    `  load      ${figure(load.before)} before, ${figure(load.after)} after, ${load.cores} cores`,
    `  command   ${JSON.stringify(command.command)}`,
    `  direct    ${JSON.stringify(direct.command)}`,
    ...(result.blame === null ? [] : indented(formatBlame(result.blame))),
  ].join('\n');
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`);
}

function nullLines({ nullTest, smallestEffectMs }: GateResult): string[] {
  if (nullTest === null) return [];
  const { medianMs, ci95, runs } = nullTest;
  const interval = `95 % interval ${figure(ci95.lowMs)} to ${figure(ci95.highMs)}`;
  return [
    `  null      direct against itself ${figure(medianMs)} ms (${interval}; ${runs} pairs); smallest effect ${figure(smallestEffectMs ?? NaN)} ms`,
  ];
}

function outlierCount({ outliers }: SideResult): string {
  const severe = outliers.filter(({ kind }) => kind === 'severe').length;
  return `${outliers.length - severe} mild and ${severe} severe`;
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

function budgetLine({ budgetMs, command, overhead, kind }: GateResult): string {
  const used = (ms: number): string =>
    Number.isFinite(ms) ? `${((ms / budgetMs) * 100).toFixed(1)} %` : '-';
  if (kind === 'statistical') {
    return `${budgetMs} ms over direct; used by the median overhead ${used(overhead.medianMs)}`;
  }
  return `${budgetMs} ms; used in total ${used(command.meanMs)}, by the overhead ${used(overhead.meanMs)}`;
}
