import { expect, it } from 'vitest';

import { chromeTrace, readChromeEvents } from './chrome.ts';
import { byStart, type Waterfall } from './waterfall.ts';

const event = (name: string, ts: number, dur: number) =>
  JSON.stringify({ name, ph: 'X', ts, dur, pid: 7, tid: 7 });
const title = JSON.stringify({ name: 'process_name', ph: 'M', pid: 7, args: { name: 'rhachet' } });

it.each([
  ['an array', `[${title},${event('a', 2000, 500)}]`],
  ['an array that is left open', `[\n${title},\n${event('a', 2000, 500)},\n`],
  ['an object', `{"traceEvents":[${title},${event('a', 2000, 500)}],"displayTimeUnit":"ms"}`],
])('reads %s', (_, text) => {
  expect(readChromeEvents(text, 1.5)).toEqual([
    { name: 'a', pid: 7, process: 'rhachet', startMs: 0.5, durationMs: 0.5, detail: '' },
  ]);
});

it('counts from the first event when it has no other origin, and sorts', () => {
  const stages = readChromeEvents(`[${event('b', 9000, 1)},${event('a', 8000, 1)}]`);
  expect(stages.map(({ name, startMs }) => [name, startMs])).toEqual([
    ['a', 0],
    ['b', 1],
  ]);
});

it('leaves out what is no complete event', () => {
  const odd = '[null, 5, "x", {"ph":"X"}, {"ph":"X","ts":"y","dur":1}, {"ph":"i","ts":1}]';
  expect(readChromeEvents(odd)).toEqual([]);
});

it.each(['', 'no', '{}', '5', 'null', '[{"a":', '{"traceEvents":5}'])('refuses %j', (text) => {
  expect(() => readChromeEvents(text)).toThrow(SyntaxError);
});

it('writes what it reads', () => {
  const stage = (name: string, pid: number, startMs: number) => ({
    name,
    pid,
    process: `p${pid}`,
    startMs,
    durationMs: 2,
    detail: '',
  });
  const stages = [stage('b', 2, 1), stage('a', 1, 0), stage('c', 2, 4)].sort(byStart);
  const waterfall: Waterfall = { command: ['x'], from: 'file', totalMs: 6, stages };
  expect(readChromeEvents(chromeTrace(waterfall), 0)).toEqual(stages);
});
