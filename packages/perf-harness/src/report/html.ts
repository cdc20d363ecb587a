// The report as one page that needs nothing else: no script, no network, drawings as SVG.
import { figure } from '../columns.ts';
import type { Row, Table } from '../compare-many.ts';
import type { GateResult } from '../gate.ts';
import type { Measurement } from '../measure.ts';
import { differencesOf } from '../overhead.ts';
import type { SideResult } from '../side.ts';
import type { Blame } from '../trace/blame.ts';
import type { TraceResult } from '../trace/trace.ts';
import {
  cell,
  code,
  figureSection,
  figuresOf,
  grid,
  heading,
  loadNote,
  note,
  reasonList,
} from './html-parts.ts';
import { type Entry, type Report, reportJson } from './report.ts';
import { STYLE } from './style.ts';
import { escapeHtml, tag } from './svg.ts';
import { histogram, type Series } from './svg-histogram.ts';
import { pairPlot } from './svg-pairs.ts';
import { waterfallSvg } from './svg-waterfall.ts';

/** A whole HTML document. What it shows is also in it as JSON, in the element `#report`. */
export function reportHtml(report: Report): string {
  const { entries } = report.harness;
  const sections = entries.map((entry, index) => section(entry, `harness.entries.${index}.result`));
  // `<` is also right in JSON as an escape, and no text in it can then end the element.
  const json = reportJson(report).replaceAll('<', String.raw`\u003c`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>perf-harness: ${escapeHtml(entries.map(({ name }) => name).join(', '))}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>perf-harness</h1>
${sections.join('\n')}
</main>
<script type="application/json" id="report">${json}</script>
</body>
</html>
`;
}

function section(entry: Entry, path: string): string {
  const content = contentOf(entry, path);
  const badge =
    entry.kind === 'gate'
      ? tag('span', { class: `badge ${entry.result.verdict}` }, entry.result.verdict)
      : '';
  return tag('section', {}, `${badge}${tag('h2', {}, escapeHtml(entry.name))}\n${content}`);
}

function contentOf(entry: Entry, path: string): string {
  switch (entry.kind) {
    case 'gate':
      return gateContent(entry.result, path);
    case 'table':
      return tableContent(entry.result, path);
    case 'measurement':
      return measurementContent(entry.result, path);
    case 'trace':
      return traceContent(entry.result);
  }
}

function gateContent(gate: GateResult, path: string): string {
  const { command, direct, overhead, budgetMs, trace, blame, kind } = gate;
  const differencesMs = differencesOf(command.samplesMs, direct.samplesMs);
  const plot = { differencesMs, medianMs: overhead.medianMs, ci95: overhead.ci95, budgetMs };
  const of = kind === 'acceptance' ? 'in total and over direct' : 'over direct';
  const sides = { direct, command };
  return [
    reasonList(gate.reasons),
    note(`${kind} gate: ${budgetMs} ms ${of}`),
    sidesTable([
      { label: 'direct', side: direct, path: `${path}.direct` },
      { label: 'command', side: command, path: `${path}.command` },
    ]),
    overheadTable(gate, path),
    figureSection('difference within each pair', pairPlot('differences', plot), PAIRS_KEY),
    figureSection('times', histogram('times of both commands', seriesOf(sides))),
    trace === null ? '' : traceContent(trace),
    blame === null ? '' : blameContent(blame, `${path}.blame`),
    loadNote(gate.load, `${command.samplesMs.length} of ${gate.runs} runs; seed ${gate.seed}`),
    note(`command ${code(command.command)}<br>direct ${code(direct.command)}`),
  ].join('\n');
}

const PAIRS_KEY = [
  '<span class="key" style="margin-left:0"></span>median',
  '<span class="key band bars"></span>its 95 % interval',
  '<span class="key zero"></span>no difference',
  '<span class="key budget"></span>budget, where it is near',
].join('');

function seriesOf(sides: Readonly<Record<string, SideResult>>): Series[] {
  return Object.entries(sides).map(([name, { samplesMs }]) => ({ name, look: name, samplesMs }));
}

interface SideRow {
  readonly label: string;
  readonly side: SideResult;
  /** Where the side is in the JSON. */
  readonly path: string;
}

function sidesTable(sides: readonly SideRow[]): string {
  const head = ['ms', 'mean', 'median', 'p95', 'min', 'max', 'σ', 'first', 'outliers'];
  const fields = ['meanMs', 'medianMs', 'p95Ms', 'minMs', 'maxMs', 'stdevMs', 'coldMs'];
  const rows = sides.map(({ label, side, path }) => {
    const figures = fields.map(figuresOf(side, path));
    return [cell(label), ...figures, cell(String(side.outliers.length))];
  });
  return grid(head, rows);
}

function overheadTable({ overhead, nullTest, smallestEffectMs }: GateResult, path: string): string {
  const head = ['', 'mean', 'median', '95 % from', 'to', 'ratio'];
  const figures = figuresOf(overhead, `${path}.overhead`);
  const fields = ['meanMs', 'medianMs', 'ci95.lowMs', 'ci95.highMs', 'ratio'];
  const rows = [[cell('overhead'), ...fields.map(figures)]];
  if (nullTest !== null) {
    const ofNull = figuresOf(nullTest, `${path}.nullTest`);
    const none = ['medianMs', 'ci95.lowMs', 'ci95.highMs'].map(ofNull);
    rows.push([cell('direct against itself'), cell(''), ...none, cell('')]);
    const least = figuresOf({ smallestEffectMs }, path)('smallestEffectMs');
    rows.push([cell('smallest effect to be seen'), cell(''), least, cell(''), cell(''), cell('')]);
  }
  return grid(head, rows);
}

function tableContent({ rows, baseline, load, rounds, seed }: Table, path: string): string {
  const head = ['ms', 'min', 'median', 'p95', 'mean', 'added', '95 % from', 'to', 'ratio'];
  const lines = rows.map((row, index) => rowCells(row, `${path}.rows.${index}`));
  const histograms = rows.map(({ name, samplesMs }) => {
    const look = name === baseline ? 'direct' : 'command';
    return figureSection(name, histogram(`times of ${name}`, [{ name, look, samplesMs }]));
  });
  const wrong = rows.flatMap(({ name, problem }) =>
    problem === null ? [] : [`${name}: ${problem}`],
  );
  const text = `against ${baseline}; ${rounds} rounds; seed ${seed}`;
  return [reasonList(wrong), grid(head, lines), ...histograms, loadNote(load, text)].join('\n');
}

function rowCells(row: Row, path: string): string[] {
  const own = ['minMs', 'medianMs', 'p95Ms', 'meanMs'].map(figuresOf(row, path));
  const added = ['medianMs', 'ci95.lowMs', 'ci95.highMs', 'ratio'];
  const figures = added.map(figuresOf(row.overhead, `${path}.overhead`));
  return [cell(escapeHtml(row.name)), ...own, ...figures];
}

function measurementContent(measurement: Measurement, path: string): string {
  const { samplesMs, problem, load, runs, command } = measurement;
  const series = [{ name: 'command', look: 'command', samplesMs }];
  return [
    reasonList(problem === null ? [] : [problem]),
    sidesTable([{ label: 'command', side: measurement, path }]),
    figureSection('times', histogram('times', series)),
    loadNote(load, `${samplesMs.length} of ${runs} runs`),
    note(code(command)),
  ].join('\n');
}

function traceContent({ waterfall, problem }: TraceResult): string {
  if (waterfall === null) return reasonList([`no waterfall: ${problem ?? ''}`]);
  const how =
    waterfall.from === 'strace' ? 'under strace, which slows it down' : 'from trace files';
  const title = `waterfall of the median run, ${figure(waterfall.totalMs)} ms ${how}`;
  return figureSection(title, waterfallSvg('waterfall', waterfall));
}

function blameContent(blame: Blame, path: string): string {
  const { stages, problem, moved, runs } = blame;
  if (problem !== null) return reasonList([`no stage can be blamed: ${problem}`]);
  const head = ['stage', 'base', 'command', 'shift', '95 % from', 'to'];
  const fields = ['baseMs', 'commandMs', 'shiftMs', 'ci95.lowMs', 'ci95.highMs'];
  const rows = stages.map((stage, index) => {
    const name = escapeHtml(stage.stage);
    const figures = fields.map(figuresOf(stage, `${path}.stages.${index}`));
    return [cell(stage.stage === moved?.stage ? `<b>${name}</b>` : name), ...figures];
  });
  const title =
    moved === null ? 'no stage is slower than in base' : `${moved.stage} moved since base`;
  return `${heading(title)}${grid(head, rows)}${note(`medians of ${runs} pairs`)}`;
}
