// Time: in seconds since 1970, as `date +%s` has it.
import { TrashError } from '../values/trash-error.ts';
import { numberOf, textOf, type Value } from '../values/value.ts';
import type { ClassDefinition, ClassMethod } from './define.ts';
import { formatTime, parseTime } from './time-format.ts';

const now = (): number => Math.floor(Date.now() / 1000);

/** What a Date of JavaScript can hold. */
const FARTHEST = 8_640_000_000_000;

/** @throws TrashError InvalidArgument */
function seconds(value: Value | undefined): number {
  const text = textOf(value).trim();
  const number = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (Math.abs(number) <= FARTHEST) return number;
  throw new TrashError('InvalidArgument', `'${text}' is no time in seconds`);
}

const dateOf = (value: Value | undefined): Date => new Date(seconds(value) * 1000);

const iso = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');

const component =
  (format: string): ClassMethod =>
  (_self, [time]) =>
    Number(formatTime(dateOf(time), format));

/** The beginning of a day, so many days from today: a day may have 23 hours. */
function day(from: number): number {
  const date = new Date();
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + from).getTime() / 1000;
}

const UNITS = [
  [60, 1, 'seconds'],
  [3600, 60, 'minutes'],
  [86_400, 3600, 'hours'],
  [Infinity, 86_400, 'days'],
] as const;

function relative(time: number): string {
  const past = now() - time;
  const [, size, name] = UNITS.find(([limit]) => past < limit) ?? UNITS[3];
  return `${Math.trunc(past / size)} ${name} ago`;
}

/** Nothing else happens in this process meanwhile. */
const LONGEST_SLEEP = 3600;

/** @throws TrashError InvalidArgument */
function sleep(value: Value | undefined, perSecond: number): null {
  const length = Number(numberOf(value)) / perSecond;
  if (!(length >= 0 && length <= LONGEST_SLEEP))
    throw new TrashError('InvalidArgument', `cannot sleep '${textOf(value)}': from 0 to an hour`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, length * 1000);
  return null;
}

export const timeClass: ClassDefinition = {
  name: 'Time',
  classMethods: {
    now,
    nowMillis: () => Date.now(),
    'nowFormatted:': (_self, [format]) => formatTime(new Date(), textOf(format)),
    nowISO: () => iso(new Date()),
    'format:as:': (_self, [time, format]) => formatTime(dateOf(time), textOf(format)),
    'formatISO:': (_self, [time]) => iso(dateOf(time)),
    'formatRelative:': (_self, [time]) => relative(seconds(time)),
    'parse:format:': (_self, [text, format]) => parseTime(textOf(text), textOf(format)),
    'sleep:': (_self, [length]) => sleep(length, 1),
    'sleepMillis:': (_self, [length]) => sleep(length, 1000),
    'since:': (_self, [time]) => now() - seconds(time),
    'from:to:': (_self, [start, end]) => seconds(end) - seconds(start),
    'add:to:': (_self, [length, time]) => seconds(time) + seconds(length),
    'subtract:from:': (_self, [length, time]) => seconds(time) - seconds(length),
    'yearOf:': component('%Y'),
    'monthOf:': component('%m'),
    'dayOf:': component('%d'),
    'hourOf:': component('%H'),
    'minuteOf:': component('%M'),
    'secondOf:': component('%S'),
    'weekdayOf:': component('%w'),
    today: () => day(0),
    tomorrow: () => day(1),
    yesterday: () => day(-1),
  },
};
