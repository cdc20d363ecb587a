// Chrome trace events, in and out: the "Trace Event Format" that Perfetto and chrome://tracing open.
import { byStart, type Stage, type Waterfall } from './waterfall.ts';

interface Event {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur: number;
  readonly args: { readonly name?: unknown };
}

/**
 * The stages of a trace file: its complete events (`ph: X`), their times less `originMs`, which is
 * in milliseconds since the epoch; when not given, less the first of them.
 * It may be an array, which the format allows to be left open, or `{ traceEvents }`.
 * @throws SyntaxError for a text that is neither
 */
export function readChromeEvents(text: string, originMs?: number): Stage[] {
  const events = eventsOf(text);
  const titles = new Map(
    events
      .filter(({ ph, name }) => ph === 'M' && name === 'process_name')
      .map(({ pid, args }) => [pid, textOf(args.name)]),
  );
  const complete = events.filter(
    ({ ph, ts, dur }) => ph === 'X' && Number.isFinite(ts) && Number.isFinite(dur),
  );
  const origin = originMs ?? Math.min(...complete.map(({ ts }) => ts)) / 1000;
  return complete
    .map(({ name, pid, ts, dur }) => ({
      ...{ name, pid, process: titles.get(pid) ?? '', detail: '' },
      ...{ startMs: ts / 1000 - origin, durationMs: dur / 1000 },
    }))
    .sort(byStart);
}

function eventsOf(text: string): Event[] {
  const json: unknown = parseOpenArray(text);
  const list: unknown =
    typeof json === 'object' && json !== null && 'traceEvents' in json ? json.traceEvents : json;
  if (!Array.isArray(list)) throw new SyntaxError('a trace file holds an array of events');
  return list.map((event: unknown) => {
    const { name, ph, pid, ts, dur, args } = Object(event) as Record<string, unknown>;
    const texts = { name: textOf(name), ph: textOf(ph) };
    const numbers = { pid: Number(pid ?? 0), ts: Number(ts), dur: Number(dur) };
    return { ...texts, ...numbers, args: Object(args ?? {}) as Event['args'] };
  });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function parseOpenArray(text: string): unknown {
  const trimmed = text.trim();
  const isOpen = trimmed.startsWith('[') && !trimmed.endsWith(']');
  return JSON.parse(isOpen ? `${trimmed.replace(/,$/, '')}]` : trimmed);
}

/** The waterfall as a text of Chrome trace events, times since the start of the chain. */
export function chromeTrace({ stages }: Waterfall): string {
  const titles = new Map(stages.map(({ pid, process }) => [pid, process]));
  const events = [
    ...[...titles].map(([pid, name]) => ({
      name: 'process_name',
      ph: 'M',
      pid,
      tid: pid,
      args: { name },
    })),
    ...stages.map(({ name, pid, startMs, durationMs, detail }) => ({
      ...{ name, cat: 'perf-harness', ph: 'X', pid, tid: pid },
      ...{ ts: startMs * 1000, dur: durationMs * 1000 },
      args: detail === '' ? {} : { detail },
    })),
  ];
  return `[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]\n`;
}
