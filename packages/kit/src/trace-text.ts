// The trace as text: one line per point, then a waterfall.
import type { Trace } from './trace.ts';

const WIDTH = 40;

/** `[perf] <stage>: <n>ms` per point, `n` since the start; then each stage with its share as a bar. */
export function perfLines({ start, marks }: Trace): string {
  const end = marks.at(-1)?.at ?? start;
  const scale = WIDTH / Math.max(end - start, 0.001);
  const widest = Math.max(...marks.map(({ stage }) => stage.length));
  const points = marks.map(({ stage, at }) => `[perf] ${stage}: ${(at - start).toFixed(2)}ms`);
  const bars = marks.map(({ stage, at }, index) => {
    const from = marks[index - 1]?.at ?? start;
    const bar = '█'.repeat(Math.max(1, Math.round((at - from) * scale)));
    const left = ' '.repeat(Math.min(WIDTH - 1, Math.round((from - start) * scale)));
    return `[perf] ${stage.padEnd(widest)} ${(at - from).toFixed(2).padStart(8)}ms ${left}${bar}`;
  });
  return `${[...points, ...bars].join('\n')}\n`;
}
