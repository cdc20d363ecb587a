// String: texts, by messages to the class. Patterns are those of bash.
import { JSON_PRIMITIVES, listOf } from '../evaluate/json-primitives.ts';
import { TrashError } from '../values/trash-error.ts';
import { containerFromText, type Json, numberOf, textOf, type Value } from '../values/value.ts';
import type { ClassDefinition, ClassMethod } from './define.ts';
import { replaceGlob, withoutPrefix, withoutSuffix } from './glob.ts';
import { isJson } from './json-text.ts';

const LONGEST = 64 * 1024 * 1024;

/** A method over the texts of its arguments. */
const ofTexts =
  (method: (...texts: string[]) => Value): ClassMethod =>
  (_self, args) =>
    method(...args.map(textOf));

/** @throws TrashError InvalidArgument for what is no whole number from 0 */
function count(value: Value | undefined, what: string): number {
  const number = Number(numberOf(value));
  if (Number.isInteger(number) && number >= 0) return number;
  throw new TrashError(
    'InvalidArgument',
    `${what} is a whole number from 0, not '${textOf(value)}'`,
  );
}

function repeated(text: string, times: number): string {
  if (text.length * times > LONGEST)
    throw new TrashError('InvalidArgument', `a text of more than ${LONGEST} characters`);
  return text.repeat(times);
}

/** Negative places count from the end, as in `${text:start:length}`. */
function substring(text: string, start: Value | undefined, length: Value | undefined): string {
  const letters = Array.from(text);
  const from = Number(numberOf(start));
  if (!Number.isInteger(from))
    throw new TrashError('InvalidArgument', `the start is a whole number, not '${textOf(start)}'`);
  const first = from < 0 ? letters.length + from : from;
  if (first < 0) return '';
  return letters.slice(first, first + count(length, 'the length')).join('');
}

const parts = (text: string, at: string): string[] =>
  text === '' ? [] : at === '' ? Array.from(text) : text.split(at);

const before = (at: string, text: string): string => {
  const place = at === '' ? -1 : text.indexOf(at);
  return place < 0 ? text : text.slice(0, place);
};

const after = (at: string, text: string): string => {
  const place = at === '' ? -1 : text.indexOf(at);
  return place < 0 ? text : text.slice(place + at.length);
};

/** A list, the text of one, lines, or words. */
function items(values: Value | undefined): readonly Json[] {
  if (Array.isArray(values) || Array.isArray(containerFromText(textOf(values))))
    return listOf(values);
  const text = textOf(values);
  return text.split(text.includes('\n') ? '\n' : /\s+/).filter((item) => item !== '');
}

export const stringClass: ClassDefinition = {
  name: 'String',
  classMethods: {
    'isEmpty:': ofTexts((text) => text === ''),
    'notEmpty:': ofTexts((text) => text !== ''),
    'contains:substring:': ofTexts((text, part = '') => text.includes(part)),
    'startsWith:prefix:': ofTexts((text, part = '') => text.startsWith(part)),
    'endsWith:suffix:': ofTexts((text, part = '') => text.endsWith(part)),
    'equals:to:': ofTexts((one, other) => one === other),
    'trimPrefix:from:': ofTexts((pattern, text = '') => withoutPrefix(text, pattern, 'longest')),
    'trimSuffix:from:': ofTexts((pattern, text = '') => withoutSuffix(text, pattern, 'longest')),
    'trimShortPrefix:from:': ofTexts((pattern, text = '') =>
      withoutPrefix(text, pattern, 'shortest'),
    ),
    'trimShortSuffix:from:': ofTexts((pattern, text = '') =>
      withoutSuffix(text, pattern, 'shortest'),
    ),
    'replace:with:in:': ofTexts((pattern, by = '', text = '') =>
      replaceGlob(text, pattern, { by, all: false }),
    ),
    'replaceAll:with:in:': ofTexts((pattern, by = '', text = '') =>
      replaceGlob(text, pattern, { by, all: true }),
    ),
    'substring:from:length:': (_self, [text, start, length]) =>
      substring(textOf(text), start, length),
    'suffix:length:': (_self, [text, length]) => {
      const letters = Array.from(textOf(text));
      return letters.slice(Math.max(letters.length - count(length, 'the length'), 0)).join('');
    },
    'length:': ofTexts((text) => Array.from(text).length),
    'uppercase:': ofTexts((text) => text.toUpperCase()),
    'lowercase:': ofTexts((text) => text.toLowerCase()),
    'split:on:': ofTexts((text, at = '') => parts(text, at).join('\n')),
    'splitToArray:on:': ofTexts((text, at = '') => parts(text, at)),
    'before:in:': ofTexts((at, text = '') => before(at, text)),
    'after:in:': ofTexts((at, text = '') => after(at, text)),
    'firstLine:': ofTexts((text) => before('\n', text)),
    'concat:with:': ofTexts((...texts) => texts.join('')),
    'concat:with:with:': ofTexts((...texts) => texts.join('')),
    'join:values:': (_self, [between, values]) =>
      items(values)
        .map((item) => textOf(item))
        .join(textOf(between)),
    'repeat:times:': (_self, [text, times]) => repeated(textOf(text), count(times, 'how often')),
    'trim:': ofTexts((text) => text.trim()),
    'trimLeft:': ofTexts((text) => text.trimStart()),
    'trimRight:': ofTexts((text) => text.trimEnd()),
    'jsonPath:from:': (_self, [path, json]) =>
      JSON_PRIMITIVES['jsonPath:'](json ?? null, [path ?? null]),
    'isJson:': ofTexts((text) => isJson(text)),
  },
};
