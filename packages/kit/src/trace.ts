// RHACHET_TRACE: when each point of a call was reached. Off, a mark costs one look at one variable.
import { chromeEvents, type Span, spanFrom } from './trace-chrome.ts';
import { perfLines } from './trace-text.ts';

/** A point that was reached, in milliseconds since the epoch, so that several processes line up. */
export interface Mark {
  stage: string;
  at: number;
}

export interface Trace {
  /** Epoch milliseconds at which the first stage began. */
  start: number;
  marks: Mark[];
  /** A file of Chrome trace events; `undefined`: text on stderr. */
  file: string | undefined;
  span: Span;
}

/** Each bundle carries its own copy of this file; they share one trace. */
const KEY = Symbol.for('rhachet.trace');
const shared = globalThis as { [KEY]?: Trace | undefined };

const now = (): number => performance.timeOrigin + performance.now();

/** Notes that a stage of the call was reached. Names are `<part>.<what>`, in the past tense or as a noun. */
export function mark(stage: string): void {
  shared[KEY]?.marks.push({ stage, at: now() });
}

/** Begins a trace if RHACHET_TRACE asks for one: `1` for text, a path that ends in `.json` for events. */
export function startTrace(cwd: string): void {
  const wanted = process.env.RHACHET_TRACE;
  if (wanted === undefined || wanted === '' || wanted === '0') return;
  const path = wanted.startsWith('/') ? wanted : `${cwd}/${wanted}`;
  const file = wanted.endsWith('.json') ? path : undefined;
  if (file !== undefined) process.env.RHACHET_TRACE = file;
  const t0 = process.env.RHACHET_TRACE_T0;
  const outer = Number(t0);
  const known = t0 !== undefined && outer > 0 && outer <= performance.timeOrigin;
  // It is the time of this launch: a nested call must not take it for its own.
  delete process.env.RHACHET_TRACE_T0;
  const span = spanFrom(process.env.TRACEPARENT);
  process.env.TRACEPARENT = span.parentOfNext;
  shared[KEY] = { start: known ? outer : performance.timeOrigin, marks: [], file, span };
  if (known) shared[KEY].marks.push({ stage: 'launch', at: performance.timeOrigin });
}

/** Ends the trace. Returns what is to be written to stderr; a trace file is appended to. */
export function finishTrace(words: string[]): string {
  const trace = shared[KEY];
  shared[KEY] = undefined;
  if (!trace) return '';
  if (trace.file === undefined) return perfLines(trace);
  return appendEvents(trace.file, chromeEvents(trace, words));
}

/** The array of events is left open, as the format allows, so that nested calls can append to it. */
function appendEvents(file: string, events: object[]): string {
  // Not imported above: node:fs costs Bun 2 ms, and only traces shall pay.
  const fs = process.getBuiltinModule('node:fs');
  try {
    if (!fs.existsSync(file)) createArray(fs, file);
    fs.appendFileSync(file, events.map((event) => `${JSON.stringify(event)},\n`).join(''));
    return '';
  } catch (error) {
    return `rhachet: cannot write the trace: ${String(error)}\n`;
  }
}

/** Appears under its name with its first line in it: two calls that start together must not both begin it. */
function createArray(fs: typeof import('node:fs'), file: string): void {
  const begun = `${file}.${process.pid}`;
  fs.writeFileSync(begun, '[\n');
  try {
    fs.linkSync(begun, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    fs.unlinkSync(begun);
  }
}
