// The differences within the pairs, in their order: a drift, a pattern or a few odd pairs show here
// and in no figure.
import { type Interval, quantile } from '../statistics.ts';
import { drawing, label, scaleOf, tag } from './svg.ts';

const SIZE = { width: 720, height: 246 };
const PLOT = { left: 52, right: 700, top: 12, bottom: 206 };

export interface Pairs {
  readonly differencesMs: readonly number[];
  readonly medianMs: number;
  readonly ci95: Interval;
  readonly budgetMs: number | null;
}

/** Pairs to the right, "command minus direct" upwards; '' without pairs. */
export function pairPlot(title: string, pairs: Pairs): string {
  const { differencesMs, medianMs, ci95, budgetMs } = pairs;
  if (differencesMs.length === 0) return '';
  const range = rangeOf(pairs);
  const x = scaleOf([1, Math.max(2, differencesMs.length)], [PLOT.left + 10, PLOT.right - 8], 8);
  const y = scaleOf(range, [PLOT.bottom, PLOT.top], 5);
  const band = { x: PLOT.left, width: PLOT.right - PLOT.left, y: y(ci95.highMs) };
  const across = { x1: PLOT.left, x2: PLOT.right };
  const line = (ms: number, look: string): string =>
    tag('line', { class: look, ...across, y1: y(ms), y2: y(ms) });
  const dots = differencesMs.map((ms, index) => dot(x(index + 1), ms, { y, range }));
  const ticks = y.ticks.map((ms) => [
    line(ms, 'grid'),
    label(String(ms), { x: PLOT.left - 8, y: y(ms) + 4, 'text-anchor': 'end' }),
  ]);
  const marks = x.ticks
    .filter(Number.isInteger)
    .map((n) => label(String(n), { x: x(n), y: PLOT.bottom + 20, 'text-anchor': 'middle' }));
  return drawing(
    title,
    SIZE,
    [
      ...ticks.flat(),
      tag('rect', { class: 'band', ...band, height: Math.max(1, y(ci95.lowMs) - y(ci95.highMs)) }),
      line(0, 'zero'),
      line(medianMs, 'median'),
      ...(budgetMs !== null && budgetMs <= range[1] ? [line(budgetMs, 'budget')] : []),
      ...dots,
      ...marks,
      label('pair', { x: PLOT.right, y: PLOT.bottom + 36, 'text-anchor': 'end', class: 'unit' }),
      label('ms', { x: PLOT.left - 8, y: PLOT.bottom + 20, 'text-anchor': 'end', class: 'unit' }),
    ].join(''),
  );
}

/** Around the usual differences and 0; the budget too, unless that would flatten the rest. */
function rangeOf({ differencesMs, budgetMs }: Pairs): [number, number] {
  const low = quantile(differencesMs, 0.25);
  const high = quantile(differencesMs, 0.75);
  const reach = 4 * (high - low) + 0.05;
  const usual = differencesMs.filter((ms) => ms >= low - reach && ms <= high + reach);
  const from = Math.min(0, ...usual);
  const to = Math.max(0, ...usual);
  const shown = budgetMs !== null && budgetMs < to + 3 * (to - from) ? Math.max(to, budgetMs) : to;
  const margin = (shown - from) * 0.06 + 0.01;
  return [from - margin, shown + margin];
}

/** What lies outside is drawn at the edge, as a triangle that points there. */
function dot(
  x: number,
  ms: number,
  { y, range: [from, to] }: { y: (ms: number) => number; range: readonly [number, number] },
): string {
  const title = tag('title', {}, `${ms.toFixed(2)} ms`);
  if (ms >= from && ms <= to) return tag('circle', { class: 'dot', cx: x, cy: y(ms), r: 3 }, title);
  const [edge, tip] = ms > to ? [PLOT.top + 7, PLOT.top] : [PLOT.bottom - 7, PLOT.bottom];
  const points = `${(x - 4).toFixed(1)},${edge} ${(x + 4).toFixed(1)},${edge} ${x.toFixed(1)},${tip}`;
  return tag('polygon', { class: 'dot', points }, title);
}
