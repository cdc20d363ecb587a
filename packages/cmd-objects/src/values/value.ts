// What a message can carry. Text is the common ground with bash: every value has one, and numbers are read from it.
import type { Block } from './block.ts';
import type { Instance } from '../space/instance.ts';
import type { TrashClass } from '../space/trash-class.ts';
import { TrashError } from './trash-error.ts';

/** A list or dictionary is JSON and never changes: who adds to it makes a new one. */
export interface JsonObject {
  readonly [key: string]: Json;
}

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export type Value =
  | null
  | boolean
  | number
  /** Only beyond 2^53: 64 bits, as in bash. */
  | bigint
  | string
  | readonly Json[]
  | JsonObject
  | Block
  | Instance
  | TrashClass;

/** What bash knows by a name: an instance by its id, a class by its own, a block by the id it gets when it is asked. */
export abstract class Reference {
  abstract readonly referenceText: string;
}

const INTEGER = /^\s*[+-]?\d+\s*$/;
const FLOAT = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

/** An object, a class or a block has the name by which bash reaches it; what is not there has none. */
export function textOf(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  return value instanceof Reference ? value.referenceText : JSON.stringify(value);
}

/** False are nil, false, 0 and the texts '', 'false', '0' and 'nil'. */
export function isTrue(value: Value | undefined): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      return value !== '' && value !== 'false' && value !== '0' && value !== 'nil';
    case 'number':
      return value !== 0;
    case 'bigint':
      return value !== 0n;
    default:
      return value !== null && value !== undefined;
  }
}

/** nil and the empty text are the same to `ifNil:`: bash cannot tell them apart. */
export function isNil(value: Value): boolean {
  return value === null || value === '' || value === 'nil';
}

/**
 * Nothing counts as 0, as in bash.
 * @throws TrashError TypeError for what is no number
 */
export function numberOf(value: Value | undefined): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value === null || value === undefined || value === '') return 0;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') {
    const number = parseNumber(value);
    if (number !== null) return number;
  }
  throw new TrashError('TypeError', `'${textOf(value)}' is not a number`);
}

/** null for a text that is no number. */
export function parseNumber(text: string): number | bigint | null {
  if (INTEGER.test(text)) {
    const number = Number(text);
    return Number.isSafeInteger(number) ? number : BigInt.asIntN(64, BigInt(text.trim()));
  }
  return FLOAT.test(text) ? Number(text) : null;
}

/** What an instance variable, a row and a JSON text can hold of a value. */
export function jsonOf(value: Value | undefined): Json {
  if (value === undefined) return null;
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Reference) return value.referenceText;
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value;
}

/**
 * What a variable holds after `setX: text`, and what a default in a declaration means: an integer, a
 * list or a dictionary by its text, else the text. A default (`typed`) may be a float or a boolean, too.
 */
export function jsonFromText(text: string, typed = false): Json {
  const pattern = typed ? /^-?(0|[1-9]\d*)(\.\d+)?$/ : /^-?(0|[1-9]\d*)$/;
  if (pattern.test(text) && Number.isSafeInteger(Math.trunc(Number(text)))) return Number(text);
  if (typed && (text === 'true' || text === 'false')) return text === 'true';
  return containerFromText(text) ?? text;
}

/** The list or dictionary that a text is, else null. */
export function containerFromText(text: string): readonly Json[] | JsonObject | null {
  const first = text.trimStart()[0];
  if (first !== '[' && first !== '{') return null;
  try {
    return JSON.parse(text) as readonly Json[];
  } catch {
    return null;
  }
}
