// How often which time came up: two commands over each other, on one axis.
import { drawing, label, type Scale, scaleOf, tag } from './svg.ts';

export interface Series {
  readonly name: string;
  /** A class of the page, which gives the colour. */
  readonly look: string;
  readonly samplesMs: readonly number[];
}

const SIZE = { width: 720, height: 220 };
const PLOT = { left: 44, right: 700, top: 12, bottom: 176 };
const BINS = 40;

/** Milliseconds to the right, number of runs upwards; '' without samples. Far outliers are counted below it. */
export function histogram(title: string, series: readonly Series[]): string {
  const all = series.flatMap(({ samplesMs }) => samplesMs).sort((one, other) => one - other);
  const least = all[0];
  if (least === undefined) return '';
  const most = endOf(series);
  const x = scaleOf([least, most], [PLOT.left, PLOT.right], 8);
  const counted = series.map((one) => ({ ...one, counts: countsOf(one.samplesMs, least, most) }));
  const highest = Math.max(1, ...counted.flatMap(({ counts }) => counts));
  const y = scaleOf([0, highest], [PLOT.bottom, PLOT.top], 4);
  const bars = counted.map(({ look, counts }) => barsOf(counts, look, y)).join('');
  const beyond = all.filter((ms) => ms > most).length;
  return drawing(title, SIZE, [axes(x, y), bars, legend(series), note(beyond, most)].join(''));
}

/** The axis ends where each series has 97 % of its samples, or a bit behind: one run of 2 s hides the rest. */
function endOf(series: readonly Series[]): number {
  const ends = series.map(({ samplesMs }) => {
    const sorted = [...samplesMs].sort((one, other) => one - other);
    const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
    const usual = sorted[Math.floor((sorted.length - 1) * 0.97)] ?? 0;
    return Math.min(sorted.at(-1) ?? 0, usual + 2 * (usual - middle));
  });
  return Math.max(...ends);
}

function countsOf(samplesMs: readonly number[], least: number, most: number): number[] {
  const counts = new Array<number>(BINS).fill(0);
  for (const ms of samplesMs) {
    if (ms > most) continue;
    const bin = Math.min(BINS - 1, Math.floor(((ms - least) / (most - least || 1)) * BINS));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

function barsOf(counts: readonly number[], look: string, y: Scale): string {
  const width = (PLOT.right - PLOT.left) / BINS;
  const bars = counts.map((count, bin) => {
    if (count === 0) return '';
    const place = { x: PLOT.left + bin * width + 0.5, y: y(count), width: width - 1 };
    return tag('rect', { ...place, height: PLOT.bottom - y(count), rx: 1.5 });
  });
  return tag('g', { class: `bars ${look}` }, bars.join(''));
}

function axes(x: Scale, y: Scale): string {
  const { left, right, bottom } = PLOT;
  const lines = y.ticks
    .filter(Number.isInteger)
    .map((count) => [
      tag('line', { class: 'grid', x1: left, x2: right, y1: y(count), y2: y(count) }),
      label(String(count), { x: left - 8, y: y(count) + 4, 'text-anchor': 'end' }),
    ]);
  const marks = x.ticks.map((ms) =>
    label(String(ms), { x: x(ms), y: bottom + 18, 'text-anchor': 'middle' }),
  );
  const place = { x: right, y: SIZE.height - 4, 'text-anchor': 'end', class: 'unit' };
  const unit = label('ms', place);
  return [...lines.flat(), ...marks, unit].join('');
}

function legend(series: readonly Series[]): string {
  if (series.length < 2) return '';
  const items = series.map(({ name, look }, index) => {
    const x = PLOT.left + index * 110;
    return [
      tag('rect', { class: look, x, y: SIZE.height - 14, width: 11, height: 11, rx: 2 }),
      label(name, { x: x + 17, y: SIZE.height - 4 }),
    ].join('');
  });
  return tag('g', { class: 'bars' }, items.join(''));
}

function note(beyond: number, most: number): string {
  if (beyond === 0) return '';
  const runs = beyond === 1 ? '1 run' : `${beyond} runs`;
  const place = { x: PLOT.right - 26, y: SIZE.height - 4, 'text-anchor': 'end', class: 'unit' };
  return label(`${runs} above ${most.toFixed(1)} ms not shown`, place);
}
