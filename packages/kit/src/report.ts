// What a person, or with --json a program, reads when something goes wrong.
import { EXIT, isFailure } from './failure.ts';
import { printable } from './printable.ts';
import { writeErr } from './terminal.ts';

const REPORT_AT = 'https://github.com/ehmpathy/rhachet/issues/new';

interface Report {
  code: string;
  message: string;
  hint?: string | undefined;
  details?: string[] | undefined;
  exit: number;
  stack?: string | undefined;
}

function toReport(error: unknown): Report {
  if (isFailure(error)) {
    const { code, message, hint, details, exit } = error;
    return { code, message, hint, exit, ...(details.length > 0 ? { details } : {}) };
  }
  return {
    code: 'INTERNAL',
    message: error instanceof Error ? error.message : String(error),
    hint: `this is a fault of rhachet's own; please report it: ${REPORT_AT}`,
    exit: EXIT.internal,
    stack: error instanceof Error ? error.stack : undefined,
  };
}

function toText({ message, hint, details = [], stack }: Report): string {
  const lines = [`rhachet: ${message}`, ...details.map((line) => `  ${line}`)].map(printable);
  if (stack !== undefined) lines.push(stack);
  if (hint !== undefined) lines.push(`hint: ${printable(hint)}`);
  return lines.join('\n') + '\n';
}

/** How an error reads. */
export function failureText(error: unknown, json: boolean): string {
  const found = toReport(error);
  return json ? JSON.stringify({ error: found }) + '\n' : toText(found);
}

/** Writes the error to stderr and returns the exit code that belongs to it. */
export function report(error: unknown, json: boolean): number {
  writeErr(failureText(error, json));
  return toReport(error).exit;
}
