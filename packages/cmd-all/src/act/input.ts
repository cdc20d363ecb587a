// The input of act: JSON, written in the call or in a file.
import { readFileSync } from 'node:fs';
import { EXIT, Failure, usage } from '@rhachet/kit';
import { JsonError, parseJsonText } from '@rhachet/serve';

const MOST_CHARS = 8_000_000;

function readInput(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new Failure(`cannot read ${path}: ${code}`, {
      code: 'NO_INPUT',
      exit: EXIT.noInput,
      hint: '--input takes JSON, or @ and the path of a file with it',
      cause: error,
    });
  }
}

/** The value. Throws a `Failure`: 64 for none, 65 for what is no JSON (with its place), 66 for a file that is not there. */
export function inputOf(given: string | undefined): unknown {
  if (given === undefined)
    throw usage('--input is required', 'e.g. --input \'{"name":"ann"}\', or --input @file.json');
  const path = given.startsWith('@') ? given.slice(1) : undefined;
  const text = path === undefined ? given : readInput(path);
  const name = path ?? '--input';
  const bad = (why: string): Failure =>
    new Failure(`${name}: ${why}`, {
      code: 'BAD_INPUT',
      exit: EXIT.badData,
      hint: '--input takes JSON, or @ and the path of a file with it',
    });
  if (text.length > MOST_CHARS) throw bad(`it is longer than ${MOST_CHARS} characters`);
  try {
    return parseJsonText(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw bad(`${error.at.line}:${error.at.column}: ${error.message}`);
  }
}
