// What a command reads: files, standard input, JSON on the command line.
import { EXIT, Failure, usage } from '@rhachet/kit';
import { files } from '#files';
import { parseDuration } from '../registry/duration.ts';

/** The bytes of a file. Throws a `Failure` (exit 66). */
export async function readInput(file: string): Promise<Uint8Array> {
  try {
    return await files.read(file);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    const missing = code === 'ENOENT';
    throw new Failure(missing ? `there is no file ${file}` : `cannot read ${file}: ${code}`, {
      code: 'NO_INPUT',
      exit: EXIT.noInput,
      hint: missing
        ? 'paths start at the working directory'
        : 'see what it is, and its permissions',
      cause,
    });
  }
}

/** The text of a file, or with `-` of standard input. */
export const readText = async (file: string): Promise<string> =>
  file === '-' ? files.readStdin() : new TextDecoder().decode(await readInput(file));

export function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new Failure(`${what} is no JSON: ${(cause as Error).message}`, {
      code: 'BAD_JSON',
      exit: EXIT.badData,
      hint: `texts stand in double quotes: '{"prompt": "hello"}'`,
      cause,
    });
  }
}

/** The value of `--data` or `--context`: JSON, `@file`, or `-` for standard input. */
export async function readJson(option: string, value: string): Promise<unknown> {
  if (value === '-') return parseJson(await files.readStdin(), 'standard input');
  if (!value.startsWith('@')) return parseJson(value, `--${option}`);
  const file = value.slice(1);
  return parseJson(await readText(file), file);
}

/** Milliseconds. Throws a `Failure` (exit 64). */
export function durationOption(name: string, value: string): number {
  const ms = parseDuration(value);
  if (ms !== undefined && ms > 0) return ms;
  throw usage(`--${name} ${value} is no duration`, 'with its unit: 500ms, 5s, 1m');
}
