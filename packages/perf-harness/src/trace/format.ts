// A waterfall and a blame as text, for a terminal and for the message of a failing test.
import { columns, figure } from '../columns.ts';
import type { Blame } from './blame.ts';
import type { Waterfall } from './waterfall.ts';

const WIDTH = 40;

/** One line per stage: its start, its time and a bar; several lines without a final line break. */
export function formatWaterfall({ stages, totalMs, from, command }: Waterfall): string {
  const rows = stages.map(({ name, startMs, durationMs }) => [
    name,
    figure(startMs),
    figure(durationMs),
  ]);
  const scale = WIDTH / Math.max(totalMs, 0.001);
  const lines = columns([['stage', 'from', 'ms'], ...rows]);
  return [
    `${command.join(' ')}: ${figure(totalMs)} ms, ${from === 'strace' ? 'under strace, which slows it down' : 'from trace files'}`,
    ...lines.map((line, index) => {
      const stage = stages[index - 1];
      if (stage === undefined) return line;
      const { startMs, durationMs, detail } = stage;
      const left = Math.max(0, Math.min(WIDTH - 1, Math.round(startMs * scale)));
      const bar = '█'.repeat(Math.max(1, Math.min(WIDTH - left, Math.round(durationMs * scale))));
      const note = detail === '' ? '' : ` ${detail}`;
      return `${line}  ${' '.repeat(left)}${bar.padEnd(WIDTH - left)}${note}`.trimEnd();
    }),
  ].join('\n');
}

/** The stage that moved, and a line per stage; several lines without a final line break. */
export function formatBlame(blame: Blame): string {
  const { stages, problem, from, runs, seed } = blame;
  if (problem !== null) return `no stage can be blamed: ${problem}`;
  const rows = stages.map(({ stage, commandMs, baseMs, shiftMs, ci95 }) => [
    stage,
    ...[baseMs, commandMs, shiftMs].map(figure),
    `${figure(ci95.lowMs)} to ${figure(ci95.highMs)}`,
  ]);
  return [
    movedLine(blame),
    ...columns([['stage', 'base', 'command', 'shift', '95 % interval'], ...rows]),
    `ms, medians of ${runs} pairs; from ${from === 'strace' ? 'strace' : 'trace files'}; seed ${seed}`,
  ].join('\n');
}

function movedLine({ moved, totalShiftMs }: Blame): string {
  if (moved === null)
    return `no stage is slower than in base (in total ${figure(totalShiftMs)} ms)`;
  const { stage, shiftMs, ci95 } = moved;
  const interval = `95 % interval ${figure(ci95.lowMs)} to ${figure(ci95.highMs)}`;
  return `${stage} moved: ${figure(shiftMs)} ms slower than in base (${interval}), of ${figure(totalShiftMs)} ms in total`;
}
