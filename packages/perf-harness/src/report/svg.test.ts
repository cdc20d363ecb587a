import { expect, it } from 'vitest';

import { scaleOf } from './svg.ts';
import { histogram } from './svg-histogram.ts';
import { pairPlot } from './svg-pairs.ts';

const bars = (svg: string): number[] =>
  [...svg.matchAll(/<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="([\d.]+)" rx="1.5">/g)].map(
    ([, height]) => Number(height),
  );

it.each([
  [0, 10, [0, 2, 4, 6, 8, 10]],
  [-0.3, 0.6, [-0.2, 0, 0.2, 0.4, 0.6]],
  [97, 103, [97, 98, 99, 100, 101, 102, 103]],
])('puts ticks at round numbers from %d to %d', (from, to, ticks) => {
  const scale = scaleOf([from, to], [0, 100]);
  expect(scale.ticks).toEqual(ticks);
  expect([scale(from), scale(to)]).toEqual([0, expect.closeTo(100, 6)]);
});

it('draws a bar per time, all runs in them, and says what it leaves out', () => {
  const samplesMs = [...Array.from({ length: 40 }, (_, i) => 10 + (i % 4)), 5000];
  const svg = histogram('times', [{ name: 'command', look: 'command', samplesMs }]);
  const heights = bars(svg);
  expect(heights).toHaveLength(4);
  expect(new Set(heights).size).toBe(1);
  expect(svg).toMatch(/1 run above \d+\.\d ms not shown/);
});

it('draws times that are all alike', () => {
  const svg = histogram('times', [{ name: 'command', look: 'command', samplesMs: [3, 3, 3] }]);
  expect(bars(svg)).toHaveLength(1);
  expect(svg).not.toContain('NaN');
});

it('draws each pair, far ones as triangles at the edge, and the budget where it is near', () => {
  const differencesMs = [...Array.from({ length: 30 }, (_, i) => 1 + (i % 5) / 10), 900];
  const ci95 = { lowMs: 1, highMs: 1.4 };
  const near = pairPlot('pairs', { differencesMs, medianMs: 1.2, ci95, budgetMs: 2 });
  expect(near.match(/<circle/g)).toHaveLength(30);
  expect(near.match(/<polygon/g)).toHaveLength(1);
  expect(near).toContain('class="budget"');
  const far = pairPlot('pairs', { differencesMs, medianMs: 1.2, ci95, budgetMs: 100 });
  expect(far).not.toContain('class="budget"');
});

it('draws nothing out of nothing', () => {
  const ci95 = { lowMs: NaN, highMs: NaN };
  expect(histogram('times', [{ name: 'command', look: 'command', samplesMs: [] }])).toBe('');
  expect(pairPlot('pairs', { differencesMs: [], medianMs: NaN, ci95, budgetMs: 1 })).toBe('');
});
