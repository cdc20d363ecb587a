// JSON files that belong to the user: read with a position in every error, written in their own indentation.
import { readFileSync } from 'node:fs';
import { EXIT, Failure } from '@rhachet/kit';
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser/lib/esm/main.js';
import { replaceFile } from './write-file.ts';

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface JsonFile {
  path: string;
  value: JsonObject;
  /** `undefined` where there is no such file. */
  text: string | undefined;
}

/** A file with another content than it should have. */
export const badFile = (message: string, cause?: unknown): Failure =>
  new Failure(message, {
    code: 'BAD_JSON',
    exit: EXIT.badConfig,
    hint: 'nothing was written; correct the file and call again',
    cause,
  });

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw badFile(`cannot read ${path}: ${(error as Error).message}`, error);
  }
}

/** Bun's own parser says what is wrong but not where. */
function faultOf(path: string, text: string): Failure {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [fault] = errors;
  const offset = fault?.offset ?? text.length;
  const what = fault ? printParseErrorCode(fault.error) : 'InvalidValue';
  const before = text.slice(0, offset).split('\n');
  const position = `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  return badFile(`${path}:${position}: not JSON: ${what}`);
}

function toValue(path: string, text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw faultOf(path, text);
  }
  if (!isObject(value)) throw badFile(`${path}:1:1: not a JSON object`);
  return value;
}

/** An object in a file, empty where there is none. Throws a `Failure` (exit 78) with the position of what is wrong. */
export function readJsonFile(path: string): JsonFile {
  const text = readText(path);
  return { path, text, value: text === undefined ? {} : toValue(path, text) };
}

/** The indentation of the first line that has one. */
const indentOf = (text = ''): string => /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';

/** Writes the value in the file's own indentation, with a newline at its end; nothing where it is there already. */
export function writeJsonFile({ path, text }: JsonFile, value: JsonObject): boolean {
  if (text !== undefined && JSON.stringify(toValue(path, text)) === JSON.stringify(value))
    return false;
  replaceFile(path, `${JSON.stringify(value, null, indentOf(text))}\n`);
  return true;
}
