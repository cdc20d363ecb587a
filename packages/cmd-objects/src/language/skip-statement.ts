// Where the parser goes on after a fault: behind the statement, or in front of the `]` of the block around it.
import type { BashScanner } from './bash-scanner.ts';

export interface Faulty {
  /** Where the statement starts. */
  readonly start: number;
  /** Where the fault is: the statement does not end in front of it. */
  readonly beyond: number;
}

export function skipStatement(scanner: BashScanner, { start, beyond }: Faulty): number {
  const { text, end } = scanner;
  if (beyond >= end) return end;
  scanner.restart();
  // A fault at the start of a line is about what is missing in the line before: the line itself may be right.
  const limit = text.slice(start, beyond).trimEnd().length + start;
  let brackets = 0;
  for (let at = start; at < end;) {
    const next = scanner.skip(at);
    if (next < 0) return end;
    if (next > at) {
      at = next;
      continue;
    }
    const char = text[at];
    if (char === '[') brackets++;
    else if (char === ']' && brackets-- === 0) return at === start ? at + 1 : at;
    else if (char === '\n' && brackets === 0 && at >= limit) return at;
    at++;
  }
  return end;
}
