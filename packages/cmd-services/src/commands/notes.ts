// What a command says beside its result: notes, signals and progress, on stderr or in a file.
import { type Call, EXIT, Failure, printable, progressOf } from '@rhachet/kit';

export interface NotesOptions extends Pick<Call, 'launch' | 'json'> {
  /** `off`, `stderr`, or a file that signals are appended to. */
  signals?: string | undefined;
}

/** Collects lines until the command's outcome carries them out. Only progress is shown at once. */
export class Notes {
  readonly #signals: string;
  readonly #show: ReturnType<typeof progressOf>;
  #lines: string[] = [];

  constructor({ launch, json, signals = 'stderr' }: NotesOptions) {
    this.#signals = signals;
    this.#show = json ? undefined : progressOf(launch);
  }

  /** A line for a person. */
  say(line: string): void {
    this.#lines.push(printable(line));
  }

  signal(line: string): void {
    if (this.#signals === 'off') return;
    if (this.#signals === 'stderr') this.#lines.push(line);
    else append(this.#signals, `${line}\n`);
  }

  /** How far something is that can take longer than a second. */
  progress(what: string, done: number, total: number): void {
    this.#show?.(what, done, total);
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
