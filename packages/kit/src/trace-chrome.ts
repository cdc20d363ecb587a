// The trace as Chrome trace events, which Perfetto opens: the "JSON Array Format" of the Trace Event Format document.
import type { Trace } from './trace.ts';

/** W3C Trace Context: `00-<trace id>-<span id>-<flags>`. */
export interface Span {
  trace: string;
  id: string;
  parent: string | undefined;
  /** The TRACEPARENT of what we start. */
  parentOfNext: string;
}

function randomHex(bytes: number): string {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(values, (value) => value.toString(16).padStart(2, '0')).join('');
}

/** Our own span, below the one that TRACEPARENT names, or of a trace of its own. */
export function spanFrom(traceparent: string | undefined): Span {
  const outer = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(traceparent ?? '');
  const trace = outer?.[1] ?? randomHex(16);
  const id = randomHex(8);
  return { trace, id, parent: outer?.[2], parentOfNext: `00-${trace}-${id}-01` };
}

/** Complete events (`ph: X`), times in microseconds, and the name of the process. */
export function chromeEvents({ start, marks, span }: Trace, words: string[]): object[] {
  const { trace, id, parent } = span;
  const place = { pid: process.pid, tid: process.pid };
  const title = ['rhachet', ...words].join(' ').slice(0, 200);
  const stages = marks.map(({ stage, at }, index) => {
    const from = marks[index - 1]?.at ?? start;
    const micros = { ts: from * 1000, dur: (at - from) * 1000 };
    return {
      name: stage,
      cat: 'rhachet',
      ph: 'X',
      ...micros,
      ...place,
      args: { trace, span: id, parent },
    };
  });
  return [{ name: 'process_name', ph: 'M', ...place, args: { name: title } }, ...stages];
}
