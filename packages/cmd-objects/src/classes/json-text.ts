// JSON texts from outside, with the place of what is wrong in them: engines do not agree on telling it.
import { TrashError } from '../values/trash-error.ts';
import type { Json } from '../values/value.ts';

/** Deeper than any text that is meant; what reads a value walks down it. */
const DEEPEST = 500;

const SPACE = /[ \t\n\r]*/y;
const WORD = /true|false|null/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex -- JSON forbids them
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

/** @throws TrashError InvalidArgument with line and column */
export function parseJson(text: string): Json {
  const wrong = firstWrong(text);
  if (wrong === null) return JSON.parse(text) as Json;
  const before = text.slice(0, wrong.at).split('\n');
  const place = `line ${before.length}, column ${Array.from(before.at(-1) ?? '').length + 1}`;
  throw new TrashError('InvalidArgument', `that is not JSON: ${wrong.why} at ${place}`);
}

export const isJson = (text: string): boolean => firstWrong(text) === null;

interface Wrong {
  readonly at: number;
  readonly why: string;
}

interface Reader {
  readonly text: string;
  at: number;
}

/** The containers that are open at a place, by what closes them. */
type Open = ('}' | ']')[];

/** null for a text that is JSON. Open containers are a list, so that depth costs no stack. */
function firstWrong(text: string): Wrong | null {
  const reader: Reader = { text, at: 0 };
  const open: Open = [];
  for (;;) {
    const read = value(reader, open);
    if (read !== 'opened') {
      const next = read === 'whole' ? afterValue(reader, open) : read;
      if (next !== 'value') return next;
    } else if (open.length > DEEPEST) {
      return { at: reader.at, why: `there are more than ${DEEPEST} levels` };
    }
  }
}

/** Reads one value, or the beginning of a container that is not empty. */
function value(reader: Reader, open: Open): Wrong | 'whole' | 'opened' {
  take(reader, SPACE);
  const { text, at } = reader;
  const first = text[at];
  if (first === '{' || first === '[') {
    const close = first === '{' ? '}' : ']';
    reader.at++;
    take(reader, SPACE);
    if (text[reader.at] === close) {
      reader.at++;
      return 'whole';
    }
    open.push(close);
    return (close === '}' ? key(reader) : null) ?? 'opened';
  }
  if (take(reader, STRING) || take(reader, NUMBER) || take(reader, WORD)) return 'whole';
  return {
    at,
    why: first === undefined ? 'it ends too early' : `${shown(text, at)} is unexpected`,
  };
}

function key(reader: Reader): Wrong | null {
  take(reader, SPACE);
  const { at, text } = reader;
  if (!take(reader, STRING)) return { at, why: 'a key in double quotes is missing' };
  take(reader, SPACE);
  if (text[reader.at] !== ':') return { at: reader.at, why: "':' is missing" };
  reader.at++;
  return null;
}

/** What follows a value: more of its container, its end, or the end of the text. */
function afterValue(reader: Reader, open: Open): Wrong | null | 'value' {
  for (;;) {
    take(reader, SPACE);
    const { text, at } = reader;
    const close = open.at(-1);
    if (close === undefined)
      return at === text.length ? null : { at, why: `${shown(text, at)} is too much` };
    if (text[at] === ',') {
      reader.at++;
      return close === '}' ? (key(reader) ?? 'value') : 'value';
    }
    if (text[at] !== close) return { at, why: `',' or '${close}' is missing` };
    reader.at++;
    open.pop();
  }
}

function take(reader: Reader, pattern: RegExp): boolean {
  pattern.lastIndex = reader.at;
  if (!pattern.test(reader.text)) return false;
  reader.at = pattern.lastIndex;
  return true;
}

const shown = (text: string, at: number): string =>
  `'${String.fromCodePoint(text.codePointAt(at) ?? 0)}'`;
