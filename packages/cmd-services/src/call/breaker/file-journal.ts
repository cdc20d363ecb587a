// The journal on disk. One file per endpoint, to which each failure appends one line: processes that fail at the same
// moment are all counted, without a lock, and no reader sees half a line that it would take for a whole one.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import { type Failures, type Journal, MOST_FAILURES, NO_FAILURES } from './journal.ts';

/** A line is the time in milliseconds and a newline. */
const LINE = /^\d{13}$/;
/** A file that has grown longer than this many bytes is written anew with its newest lines. */
const LONGEST = 64 * 1024;

/** How long a file that was not there is not looked for again: one look costs as much as the rest of a decision. */
const QUIET_MS = 100;

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const sizeOf = (path: string): number => fs.statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function readText(path: string): string {
  // Mostly there is none, and an error costs more than a look.
  if (sizeOf(path) === 0) return '';
  try {
    return fs.readFileSync(path, 'latin1');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return '';
    throw error;
  }
}

const timesIn = (text: string): number[] =>
  text
    .split('\n')
    .filter((line) => LINE.test(line))
    .map(Number);

function shorten(path: string): void {
  const lines = timesIn(readText(path)).slice(-MOST_FAILURES);
  const temporary = `${path}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, `${lines.join('\n')}\n`, { mode: 0o600 });
  fs.renameSync(temporary, path);
}

function createOnce(path: string): boolean {
  try {
    fs.closeSync(fs.openSync(path, 'wx', 0o600));
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** `dir` exists and is the user's own. Its methods throw what the file system throws. */
export function fileJournal(dir: string): Journal {
  const names = new Map<string, string>();
  // URLs may hold what does not belong into a file name, and more than fits.
  const nameOf = (endpoint: string): string => {
    const known = names.get(endpoint);
    if (known !== undefined) return known;
    const name = createHash('sha256').update(endpoint).digest('hex').slice(0, 32);
    names.set(endpoint, name);
    return name;
  };
  const pathOf = (endpoint: string): string => join(dir, nameOf(endpoint));
  const quietUntil = new Map<string, number>();
  const failures = (endpoint: string): Failures => {
    const now = performance.now();
    if ((quietUntil.get(endpoint) ?? 0) > now) return NO_FAILURES;
    const times = timesIn(readText(pathOf(endpoint)));
    if (times.length === 0) quietUntil.set(endpoint, now + QUIET_MS);
    return { count: times.length, last: times.at(-1) ?? 0 };
  };
  const remove = (path: string): void => fs.rmSync(path, { force: true });
  return {
    failures,
    add: (endpoint, at) => {
      quietUntil.delete(endpoint);
      const path = pathOf(endpoint);
      fs.appendFileSync(path, `${Math.trunc(at)}\n`, { mode: 0o600 });
      if (sizeOf(path) > LONGEST) shorten(path);
    },
    clear: (endpoint) => {
      const name = nameOf(endpoint);
      // The claims, `<name>.<claim>`, are few: one for each probe that was killed.
      for (const file of fs.readdirSync(dir)) if (file.startsWith(name)) remove(join(dir, file));
    },
    claim: (endpoint, name) => createOnce(`${pathOf(endpoint)}.${name}`),
    release: (endpoint, name) => remove(`${pathOf(endpoint)}.${name}`),
  };
}
