// What makes a run right. A launcher that dies early is the fastest of all: only runs that did the
// same work may be compared.
import type { Expect } from './options.ts';
import type { Run } from './run.ts';

export interface Expected {
  readonly exitCode: number;
  /** null: not known before the baseline has run. */
  readonly stdout: Buffer | RegExp | null;
  /** Which of the two the caller did not state, for the hints. */
  readonly assumed: { readonly exitCode: boolean; readonly stdout: boolean };
}

// Enough to recognise a text or an error message; the whole of it is in the result.
const EXCERPT_BYTES = 120;

export function expectedFrom({ exitCode, stdout }: Expect): Expected {
  return {
    exitCode: exitCode ?? 0,
    stdout: typeof stdout === 'string' ? Buffer.from(stdout) : (stdout ?? null),
    assumed: { exitCode: exitCode === undefined, stdout: stdout === undefined },
  };
}

/** Says in words what is wrong with `run`; null when nothing is. */
export function faultOf(run: Run, expected: Expected): string | null {
  const fault =
    run.trouble ?? endingFault(run, expected) ?? stdoutFault(run.stdout, expected) ?? run.missing;
  if (fault === null || run.stderr.length === 0) return fault;
  return `${fault}; its stderr ends with ${excerpt(run.stderr, run.stderr.length - EXCERPT_BYTES)}`;
}

function endingFault({ exitCode, signal }: Run, { exitCode: wanted, assumed }: Expected) {
  if (signal !== null) return `was ended by ${signal}`;
  if (exitCode === wanted) return null;
  const hint = assumed.exitCode ? ` (if that is right, set expect.exitCode to ${exitCode})` : '';
  return `exited with ${exitCode} instead of ${wanted}${hint}`;
}

function stdoutFault(stdout: Buffer, { stdout: wanted, assumed }: Expected): string | null {
  if (wanted === null) return null;
  if (wanted instanceof RegExp) {
    // A copy: a pattern with the flag g or y would go on where it stopped in the run before.
    const matches = new RegExp(wanted).test(stdout.toString());
    return matches ? null : `printed ${excerpt(stdout, 0)}, which does not match ${String(wanted)}`;
  }
  if (stdout.equals(wanted)) return null;
  const at = firstDifference(stdout, wanted);
  const from = Math.max(0, at - EXCERPT_BYTES / 2);
  const hint = assumed.stdout ? ' (if it differs every time, set expect.stdout to a RegExp)' : '';
  return `printed ${excerpt(stdout, from)} instead of ${excerpt(wanted, from)}, different from byte ${at} on${hint}`;
}

function firstDifference(one: Buffer, other: Buffer): number {
  const at = one.findIndex((byte, place) => byte !== other[place]);
  return at === -1 ? one.length : at;
}

function excerpt(bytes: Buffer, wantedFrom: number): string {
  const from = Math.max(0, wantedFrom);
  const part = bytes.subarray(from, from + EXCERPT_BYTES);
  const before = from > 0 ? '…' : '';
  const after = from + part.length < bytes.length ? '…' : '';
  return `${before}${JSON.stringify(part.toString())}${after}`;
}
