// The stages of a chain as bars below each other.
import type { Waterfall } from '../trace/waterfall.ts';
import { STYLE } from './style.ts';
import { drawing, escapeHtml, label, scaleOf, tag } from './svg.ts';

const WIDTH = 720;
const ROW = 22;
const TOP = 8;

/** Milliseconds since the start to the right, one row per stage. */
export function waterfallSvg(title: string, { stages, totalMs }: Waterfall): string {
  const names = Math.max(...stages.map(({ name }) => name.length), 0);
  const left = Math.min(300, 20 + names * 7.5);
  const right = WIDTH - 76;
  const bottom = TOP + stages.length * ROW;
  const x = scaleOf([0, totalMs], [left, right], 6);
  const grid = x.ticks.map((ms) => [
    tag('line', { class: 'grid', x1: x(ms), x2: x(ms), y1: TOP, y2: bottom }),
    label(String(ms), { x: x(ms), y: bottom + 18, 'text-anchor': 'middle' }),
  ]);
  const rows = stages.map(({ name, startMs, durationMs, detail, process }, index) => {
    const y = TOP + index * ROW;
    const width = Math.max(1.5, x(startMs + durationMs) - x(startMs));
    const bar = { x: x(startMs), y: y + 4, width, height: ROW - 8, rx: 2 };
    const hint = [process, detail].filter((text) => text !== '').join(': ');
    return [
      label(name, { x: left - 10, y: y + 15, 'text-anchor': 'end' }),
      tag('rect', { class: 'stage', ...bar }, tag('title', {}, escapeHtml(hint))),
      label(`${durationMs.toFixed(2)} ms`, {
        x: WIDTH - 4,
        y: y + 15,
        'text-anchor': 'end',
        class: 'time',
      }),
    ];
  });
  const unit = label('ms', { x: right + 24, y: bottom + 18, class: 'unit' });
  const size = { width: WIDTH, height: bottom + 28 };
  return drawing(title, size, [...grid.flat(), ...rows.flat(), unit].join(''));
}

/** The same as a file of its own. */
export function waterfallFile(waterfall: Waterfall): string {
  const svg = waterfallSvg(waterfall.command.join(' '), waterfall);
  const ground = tag('rect', { width: '100%', height: '100%', fill: 'var(--ground)' });
  return `${svg.replace('>', () => `><style>${STYLE}</style>${ground}`)}\n`;
}
