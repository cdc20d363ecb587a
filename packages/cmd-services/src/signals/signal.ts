// A signal: one line about what was done, for people and for programs that follow them.
// `<symbol> <SOURCE> → <TARGET> : <message>[, key=value…]`; whatever a value holds, it stays one line and reads back.

/** What a symbol says. The last one was added for limits. */
export const SYMBOLS = {
  done: '✔️',
  waiting: '⏳',
  failed: '❌',
  warning: '⚠️',
  broadcast: '📡',
  target: '🎯',
  sync: '🔄',
  up: '⬆️',
  down: '⬇️',
  heartbeat: '💓',
  red: '🔴',
  yellow: '🟡',
  green: '🟢',
  white: '⚪',
  limited: '🚫',
} as const;

export type SymbolName = keyof typeof SYMBOLS;

export interface Signal {
  symbol: SymbolName;
  source: string;
  target: string;
  /** Empty where the line consists of its fields only. */
  message: string;
  fields: [key: string, value: string][];
}

const NAMED: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

/** Control characters and what ends a line in some programs. */
// eslint-disable-next-line no-control-regex -- control characters are what it is about
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const UNSAFE = new RegExp(`${CONTROL.source}|\\\\`, 'g');

/** Escapes what would break the line, and those of `marks` that would be read as its structure. */
function escape(text: string, marks: RegExp): string {
  return text
    .replace(UNSAFE, (char) => {
      const code = char.charCodeAt(0).toString(16);
      return NAMED[char] ?? (code.length > 2 ? `\\u${code}` : `\\x${code.padStart(2, '0')}`);
    })
    .replace(marks, '\\$&');
}

const UNNAMED: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

const unescape = (text: string): string =>
  text.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/gsu,
    (whole, ...[byte, code]: (string | undefined)[]) => {
      const hex = byte ?? code;
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      const char = whole.slice(1);
      return UNNAMED[char] ?? char;
    },
  );

const inName = /[→:]/g;
const inMessage = /[,=]/g;
const inValue = /,/g;

/** The line, without the end of it. */
export function formatSignal({ symbol, source, target, message, fields }: Signal): string {
  const said = fields.map(([key, value]) => `${escape(key, inMessage)}=${escape(value, inValue)}`);
  const first = message === '' && said.length > 0 ? [] : [escape(message, inMessage)];
  const names = `${escape(source, inName)} → ${escape(target, inName)}`;
  return `${SYMBOLS[symbol]} ${names} : ${[...first, ...said].join(', ')}`;
}

const NAMES = new Map<string, SymbolName>(
  Object.entries(SYMBOLS).map(([name, symbol]) => [symbol, name as SymbolName]),
);

const LINE = /^(\S+) ((?:\\.|[^\\→:])*) → ((?:\\.|[^\\→:])*) : (.*)$/su;
const PART = /(?:\\.|[^\\,])+|^$/gsu;
const FIELD = /^((?:\\.|[^\\=])*)=(.*)$/su;

/** The signal of a line, or `undefined` for a line that is none. What `formatSignal` wrote reads back as it was. */
export function parseSignal(line: string): Signal | undefined {
  if (CONTROL.test(line)) return undefined;
  const [, mark = '', source, target, rest = ''] = LINE.exec(line) ?? [];
  const symbol = NAMES.get(mark) ?? NAMES.get(`${mark}\ufe0f`);
  if (symbol === undefined || source === undefined || target === undefined) return undefined;
  const signal: Signal = {
    symbol,
    source: unescape(source),
    target: unescape(target),
    message: '',
    fields: [],
  };
  for (const [at, part] of (rest.match(PART) ?? []).entries()) {
    const text = at === 0 ? part : part.replace(/^ /, '');
    const [, key, value] = FIELD.exec(text) ?? [];
    if (key !== undefined && value !== undefined)
      signal.fields.push([unescape(key), unescape(value)]);
    else if (at === 0) signal.message = unescape(text);
    else return undefined;
  }
  return signal;
}
