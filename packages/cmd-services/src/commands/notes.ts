// What a command says beside its result: notes and signals, on stderr or in a file.
import { EXIT, Failure, printable } from '@rhachet/kit';

/** Collects lines until the command's outcome carries them out. */
export class Notes {
  readonly #to: string;
  #lines: string[] = [];

  /** `off`, `stderr`, or a file that signals are appended to. */
  constructor(to = 'stderr') {
    this.#to = to;
  }

  /** A line for a person. */
  say(line: string): void {
    this.#lines.push(printable(line));
  }

  signal(line: string): void {
    if (this.#to === 'off') return;
    if (this.#to === 'stderr') this.#lines.push(line);
    else append(this.#to, `${line}\n`);
  }

  /** All lines since the last time, each with its end. */
  take(): string {
    const text = this.#lines.map((line) => `${line}\n`).join('');
    this.#lines = [];
    return text;
  }
}

function append(file: string, text: string): void {
  try {
    // Not imported above: node:fs costs Bun 2 ms, and only this option shall pay.
    process.getBuiltinModule('node:fs').appendFileSync(file, text);
  } catch (cause) {
    throw new Failure(`cannot write signals to ${file}: ${(cause as Error).message}`, {
      code: 'SIGNALS_FILE',
      exit: EXIT.noInput,
      hint: '--signals takes off, stderr or a file that can be written',
      cause,
    });
  }
}
