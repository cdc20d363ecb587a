// JSON from outside: with a limit of depth, and with line and column where it is wrong.
import { type Place, placeOf, scanJson } from './scan.ts';

/** Deeper nesting than this says nothing, but can exhaust the stack of whoever walks it. */
export const DEEPEST = 128;

/** Why a text is not taken, and where. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
  readonly at: Place;

  constructor(message: string, at: Place) {
    super(message);
    this.at = at;
  }
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPENING = new Set([91, 123]);
const CLOSING = new Set([93, 125]);

/** Offset of the bracket that opens one level too many. */
function tooDeep(text: string): number | undefined {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (isText && char === BACKSLASH) at += 1;
    else if (char === QUOTE) isText = !isText;
    else if (isText) continue;
    else if (OPENING.has(char) && (depth += 1) > DEEPEST) return at;
    else if (CLOSING.has(char)) depth -= 1;
  }
  return undefined;
}

const strictly = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): string {
  try {
    return strictly.decode(bytes);
  } catch {
    const text = new TextDecoder().decode(bytes);
    throw new JsonError('it is not UTF-8', placeOf(text, Math.max(0, text.indexOf('\ufffd'))));
  }
}

function syntaxError(text: string): JsonError {
  const { bad = 0 } = scanJson(text);
  const found = text[bad];
  const what =
    found === undefined ? 'it ends too early' : `${JSON.stringify(found)} cannot stand there`;
  return new JsonError(`it is no JSON: ${what}`, placeOf(text, bad));
}

/** The value, and the text that it was read from. Throws a `JsonError`. */
export function parseJsonBytes(bytes: Uint8Array): { value: unknown; text: string } {
  const text = decode(bytes);
  const deep = tooDeep(text);
  if (deep !== undefined)
    throw new JsonError(`it is nested more than ${DEEPEST} deep`, placeOf(text, deep));
  try {
    return { value: JSON.parse(text) as unknown, text };
  } catch {
    throw syntaxError(text);
  }
}

/** Where a key of the outermost object stands; the beginning where it is not there. */
export function placeOfKey(text: string, key: string | undefined): Place {
  const offset = key === undefined ? undefined : scanJson(text).keys.get(key);
  return placeOf(text, offset ?? Math.max(0, text.search(/\S/)));
}
