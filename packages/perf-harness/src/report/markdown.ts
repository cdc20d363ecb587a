// The report for a pull request or for $GITHUB_STEP_SUMMARY.
import { figure } from '../columns.ts';
import type { Row, Table } from '../compare-many.ts';
import type { GateResult } from '../gate.ts';
import { formatBlame, formatWaterfall } from '../trace/format.ts';
import type { Entry, Report } from './report.ts';

const SIGNS = { pass: '✅ pass', fail: '❌ fail', inconclusive: '❔ inconclusive' };

/** One table of all gates, then what needs more room. Ends with a line break. */
export function reportMarkdown({ harness: { entries } }: Report): string {
  const gates = entries.flatMap((entry) => (entry.kind === 'gate' ? [entry.result] : []));
  const parts = [...(gates.length === 0 ? [] : [gateTable(gates)]), ...entries.flatMap(details)];
  return `${parts.join('\n\n')}\n`;
}

function gateTable(gates: readonly GateResult[]): string {
  const head = [
    '',
    'chain',
    'direct',
    'command',
    'overhead (95 %)',
    'budget used',
    'n',
    'smallest effect',
    'load',
  ];
  return tableOf([head, ...gates.map(gateRow)]);
}

function gateRow(gate: GateResult): string[] {
  const { name, verdict, direct, command, overhead, budgetMs, smallestEffectMs, load } = gate;
  const { lowMs, highMs } = overhead.ci95;
  const isStatistical = gate.kind === 'statistical';
  const usedMs = isStatistical ? overhead.medianMs : Math.max(command.meanMs, overhead.meanMs);
  const used = (usedMs / budgetMs) * 100;
  return [
    SIGNS[verdict],
    escaped(name),
    `${figure(direct.medianMs)} ms`,
    `${figure(command.medianMs)} ms`,
    `${figure(overhead.medianMs)} ms (${figure(lowMs)} to ${figure(highMs)})`,
    `${Number.isFinite(used) ? used.toFixed(1) : '-'} % of ${budgetMs} ms${isStatistical ? ' over direct' : ''}`,
    String(command.samplesMs.length),
    smallestEffectMs === null ? '-' : `${figure(smallestEffectMs)} ms`,
    `${figure(load.after)} on ${load.cores}`,
  ];
}

function details(entry: Entry): string[] {
  switch (entry.kind) {
    case 'gate': {
      const { reasons, blame, trace } = entry.result;
      const reason = reasons.map((text) => `- ${escaped(entry.name)}: ${escaped(text)}`).join('\n');
      return [
        ...(reasons.length === 0 ? [] : [reason]),
        ...(blame === null ? [] : [fenced(formatBlame(blame))]),
        ...(trace?.waterfall ? [fenced(formatWaterfall(trace.waterfall))] : []),
      ];
    }
    case 'table':
      return [`**${escaped(entry.name)}**`, compareTable(entry.result)];
    case 'measurement': {
      const { meanMs, medianMs, p95Ms, minMs, maxMs, samplesMs, problem } = entry.result;
      const figures = [meanMs, medianMs, p95Ms, minMs, maxMs].map(figure);
      const head = ['command', 'mean', 'median', 'p95', 'min', 'max', 'n'];
      const table = tableOf([head, [escaped(entry.name), ...figures, String(samplesMs.length)]]);
      return problem === null ? [table] : [table, `- ${escaped(problem)}`];
    }
    case 'trace': {
      const { waterfall, problem } = entry.result;
      return [
        waterfall === null ? `- ${escaped(problem ?? '')}` : fenced(formatWaterfall(waterfall)),
      ];
    }
  }
}

function compareTable({ rows, baseline, load, rounds, seed }: Table): string {
  const head = ['', 'median (ms)', 'p95', 'mean', 'added (95 %)', 'ratio'];
  const problems = rows.filter(({ problem }) => problem !== null);
  return [
    tableOf([head, ...rows.map((row) => compareRow(row, row.name === baseline))]),
    '',
    `${rounds} rounds; seed ${seed}; load ${figure(load.before)} before, ${figure(load.after)} after, ${load.cores} cores`,
    ...problems.map(({ name, problem }) => `- ${escaped(name)}: ${escaped(problem ?? '')}`),
  ].join('\n');
}

function compareRow(
  { name, medianMs, p95Ms, meanMs, overhead, problem }: Row,
  isBaseline: boolean,
) {
  if (problem !== null) return [escaped(name), '-', '-', '-', '-', '-'];
  const own = [medianMs, p95Ms, meanMs].map(figure);
  if (isBaseline) return [escaped(name), ...own, '', '1'];
  const { lowMs, highMs } = overhead.ci95;
  const added = `${figure(overhead.medianMs)} (${figure(lowMs)} to ${figure(highMs)})`;
  return [escaped(name), ...own, added, figure(overhead.ratio)];
}

function tableOf([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function fenced(text: string): string {
  return `\`\`\`\n${text.replaceAll('```', "'''")}\n\`\`\``;
}

/** A name or a message must not end the cell or the line, nor be read as markup. */
function escaped(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|#]/g, String.raw`\$&`);
}
