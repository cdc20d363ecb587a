// Times as text and back, in the format of `date` (strftime): local time, English names.
import { TrashError } from '../values/trash-error.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const zero = (value: number, width = 2): string => String(value).padStart(width, '0');
const blank = (value: number): string => String(value).padStart(2, ' ');
const hour12 = (date: Date): number => date.getHours() % 12 || 12;

function offset(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${zero(Math.floor(size / 60))}${zero(size % 60)}`;
}

const dayOfYear = (date: Date): number =>
  Math.round(
    (Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) -
      Date.UTC(date.getFullYear(), 0, 0)) /
      86_400_000,
  );

const zoneName = (date: Date): string =>
  new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' })
    .formatToParts(date)
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** Others made of these. */
const SHORT: Readonly<Record<string, string>> = {
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  R: '%H:%M',
  D: '%m/%d/%y',
  r: '%I:%M:%S %p',
  c: '%a %b %e %H:%M:%S %Y',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
  h: '%b',
};

const FIELDS: Readonly<Record<string, (date: Date) => string>> = {
  Y: (date) => String(date.getFullYear()),
  y: (date) => zero(date.getFullYear() % 100),
  C: (date) => zero(Math.floor(date.getFullYear() / 100)),
  m: (date) => zero(date.getMonth() + 1),
  d: (date) => zero(date.getDate()),
  e: (date) => blank(date.getDate()),
  H: (date) => zero(date.getHours()),
  I: (date) => zero(hour12(date)),
  k: (date) => blank(date.getHours()),
  l: (date) => blank(hour12(date)),
  M: (date) => zero(date.getMinutes()),
  S: (date) => zero(date.getSeconds()),
  N: (date) => `${zero(date.getMilliseconds(), 3)}000000`,
  p: (date) => (date.getHours() < 12 ? 'AM' : 'PM'),
  P: (date) => (date.getHours() < 12 ? 'am' : 'pm'),
  a: (date) => (DAYS[date.getDay()] ?? '').slice(0, 3),
  A: (date) => DAYS[date.getDay()] ?? '',
  b: (date) => (MONTHS[date.getMonth()] ?? '').slice(0, 3),
  B: (date) => MONTHS[date.getMonth()] ?? '',
  j: (date) => zero(dayOfYear(date), 3),
  w: (date) => String(date.getDay()),
  u: (date) => String(date.getDay() || 7),
  s: (date) => String(Math.floor(date.getTime() / 1000)),
  z: offset,
  Z: zoneName,
  n: () => '\n',
  t: () => '\t',
  '%': () => '%',
};

const expanded = (format: string): string =>
  format.replace(/%([A-Za-z%])/g, (all, letter: string) => SHORT[letter] ?? all);

const unknown = (part: string): TrashError =>
  new TrashError('InvalidArgument', `'${part}' is no part of a time format`);

/** `%-d` has no zero or blank in front, `%_d` a blank, `%3N` as many digits. @throws TrashError InvalidArgument */
export const formatTime = (date: Date, format: string): string =>
  expanded(format).replace(/%[-_0]?\d?.?/gs, (part) => formatPart(date, part));

const PART = /^%([-_0]?)(\d?)(.?)$/s;

function formatPart(date: Date, part: string): string {
  const [, flag = '', digits = '', letter = ''] = PART.exec(part) ?? [];

  const field = Object.hasOwn(FIELDS, letter) ? FIELDS[letter] : undefined;
  if (!field || (digits !== '' && letter !== 'N')) throw unknown(part);
  const text = field(date);
  if (digits !== '') return text.slice(0, Number(digits));
  if (flag === '-') return text.replace(/^[0 ]+(?=\d)/, '');
  return flag === '_' ? text.replace(/^0+(?=\d)/, (zeros) => ' '.repeat(zeros.length)) : text;
}

const MONTH_NAMES = MONTHS.map((name) => `${name}|${name.slice(0, 3)}`).join('|');
const DAY_NAMES = DAYS.map((name) => `${name}|${name.slice(0, 3)}`).join('|');

/** What stands for a part in a text that is read. */
const PATTERNS: Readonly<Record<string, string>> = {
  Y: '(\\d{4})',
  y: '(\\d{2})',
  m: '(\\d{1,2})',
  d: '(\\d{1,2})',
  e: ' ?(\\d{1,2})',
  H: '(\\d{1,2})',
  I: '(\\d{1,2})',
  M: '(\\d{1,2})',
  S: '(\\d{1,2})',
  p: '(AM|PM)',
  b: `(${MONTH_NAMES})`,
  B: `(${MONTH_NAMES})`,
  a: `(${DAY_NAMES})`,
  A: `(${DAY_NAMES})`,
  s: '(-?\\d{1,12})',
  z: '(Z|[+-]\\d{2}:?\\d{2})',
  '%': '(%)',
};

type Found = Readonly<Partial<Record<string, string>>>;

/** In seconds. @throws TrashError InvalidArgument for a text that is not of the format, or no day of a calendar */
export function parseTime(text: string, format: string): number {
  const letters: string[] = [];
  const source = expanded(format)
    .split(/(%.?)/s)
    .map((piece) => {
      if (!piece.startsWith('%')) return piece.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
      const letter = piece.slice(1);
      if (!Object.hasOwn(PATTERNS, letter)) throw unknown(piece);
      // Many of one kind could be divided among the digits in more ways than there is time for.
      if (letter !== '%' && letters.includes(letter))
        throw new TrashError('InvalidArgument', `'${piece}' is there twice in '${format}'`);
      letters.push(letter);
      return PATTERNS[letter];
    })
    .join('');
  const match = new RegExp(`^\\s*${source}\\s*$`, 'i').exec(text);
  if (!match)
    throw new TrashError('InvalidArgument', `'${text}' is no time of the form '${format}'`);
  const found = Object.fromEntries(letters.map((letter, at) => [letter, match[at + 1] ?? '']));
  const time = found.s === undefined ? timeOf(found) : Number(found.s);
  if (time !== null) return time;
  throw new TrashError('InvalidArgument', `there is no time '${text}'`);
}

function timeOf(found: Found): number | null {
  const today = new Date();
  const year = found.Y ? Number(found.Y) : found.y ? century(Number(found.y)) : today.getFullYear();
  const given = found.m ?? monthNamed(found.b ?? found.B);
  const day = Number(found.d ?? found.e ?? (given === undefined ? today.getDate() : 1));
  const month = given === undefined ? today.getMonth() : Number(given) - 1;
  const [minute, second] = [Number(found.M ?? 0), Number(found.S ?? 0)];
  const hour = hourOf(found);
  const isReal =
    month >= 0 && month < 12 && day >= 1 && day <= new Date(year, month + 1, 0).getDate();
  if (!isReal || hour > 23 || minute > 59 || second > 60) return null;
  if (found.z === undefined)
    return Math.floor(new Date(year, month, day, hour, minute, second).getTime() / 1000);
  return Date.UTC(year, month, day, hour, minute, second) / 1000 - secondsOf(found.z);
}

const century = (year: number): number => year + (year < 69 ? 2000 : 1900);

function monthNamed(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const start = name.slice(0, 3).toLowerCase();
  return String(MONTHS.findIndex((month) => month.toLowerCase().startsWith(start)) + 1);
}

function hourOf(found: Found): number {
  if (found.I === undefined) return Number(found.H ?? 0);
  return (Number(found.I) % 12) + (found.p?.toUpperCase() === 'PM' ? 12 : 0);
}

function secondsOf(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const [sign, hours, minutes] = [zone[0], zone.slice(1, 3), zone.slice(-2)];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}
