// Where the parser goes on after a fault: behind the statement, or in front of the `]` of the block around it.
import { BashScanner } from './bash-scanner.ts';

export interface Faulty {
  readonly text: string;
  /** Where the statement starts, and where the body ends. */
  readonly start: number;
  readonly end: number;
  /** Where the fault is: the statement does not end in front of it. */
  readonly beyond: number;
}

export function skipStatement({ text, start, end, beyond }: Faulty): number {
  const scanner = new BashScanner(text, end, true);
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
    else if (char === '\n' && brackets === 0 && at >= beyond) return at;
    at++;
  }
  return end;
}
