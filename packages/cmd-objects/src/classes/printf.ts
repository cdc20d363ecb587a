// `printf` of bash: a format with what is put into it.
import { TrashError } from '../values/trash-error.ts';
import { numberOf, textOf, type Value } from '../values/value.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  e: '\u001b',
};

const PART = /\\(.)|%([-0+ ]*)(\d*)(?:\.(\d+))?(.?)/gs;

/** No line is wider, no fraction longer. */
const WIDEST = 10_000;
const MOST_DIGITS = 100;

interface Field {
  readonly flags: string;
  readonly width: number;
  /** Digits behind the point, or letters of a text. */
  readonly precision: number | undefined;
}

function integer(value: Value): bigint {
  const number = numberOf(value);
  return typeof number === 'bigint' ? number : BigInt(Math.trunc(number));
}

const CONVERSIONS: Readonly<Record<string, (value: Value, field: Field) => string>> = {
  s: (value, { precision }) => textOf(value).slice(0, precision),
  c: (value) => Array.from(textOf(value))[0] ?? '',
  d: (value, { flags }) => signed(String(integer(value)), flags),
  i: (value, { flags }) => signed(String(integer(value)), flags),
  u: (value) => String(BigInt.asUintN(64, integer(value))),
  x: (value) => BigInt.asUintN(64, integer(value)).toString(16),
  X: (value) => BigInt.asUintN(64, integer(value)).toString(16).toUpperCase(),
  o: (value) => BigInt.asUintN(64, integer(value)).toString(8),
  f: (value, { flags, precision = 6 }) => signed(Number(numberOf(value)).toFixed(precision), flags),
};

const signed = (text: string, flags: string): string =>
  flags.includes('+') && !text.startsWith('-') ? `+${text}` : text;

function padded(text: string, letter: string, { flags, width }: Field): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0') || letter === 's' || letter === 'c') return text.padStart(width);
  const sign = /^[-+]?/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

/**
 * The format comes again as long as there are values left, as in bash.
 * @throws TrashError InvalidArgument for a part that is none, TypeError for a text where a number is meant
 */
export function printf(format: string, values: readonly Value[]): string {
  const left = [...values];
  let text = '';
  let before: number;
  do {
    before = left.length;
    text += once(format, left);
  } while (left.length > 0 && left.length < before);
  return text;
}

/** Takes from `left` what the format needs. */
function once(format: string, left: Value[]): string {
  let text = '';
  let end = 0;
  for (const match of format.matchAll(PART)) {
    const [all, escape, flags = '', width = '', precision, letter = ''] = match;
    text += format.slice(end, match.index);
    end = match.index + all.length;
    if (escape !== undefined) text += ESCAPES[escape] ?? all;
    else if (letter === '%') text += '%';
    else {
      const convert = Object.hasOwn(CONVERSIONS, letter) ? CONVERSIONS[letter] : undefined;
      const field = {
        flags,
        width: Number(width),
        precision: precision === undefined ? undefined : Number(precision),
      };
      if (!convert || field.width > WIDEST || (field.precision ?? 0) > MOST_DIGITS)
        throw new TrashError('InvalidArgument', `'${all}' is no part of a format`);
      text += padded(convert(left.shift() ?? null, field), letter, field);
    }
  }
  return text + format.slice(end);
}
