// A person at a terminal: a prompt, the arrow keys, completion, Ctrl-C and Ctrl-D.
import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { terminalColumns } from '@rhachet/kit';
import type { Output } from '../output.ts';
import type { History } from './history.ts';

export interface TerminalOptions {
  prompt: string;
  output: Output;
  history: History;
  /** What a beginning of a line may become. */
  complete: (line: string) => string[];
  /** Runs a line; true when it was the last one. */
  run: (line: string) => Promise<boolean>;
  /** Stops what runs; false when nothing does. */
  cancel: () => boolean;
}

/** node:readline draws through kit, as everything else is printed, so that nothing overtakes it. */
function screenOf(output: Output): Writable {
  const screen = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      output.out(chunk.toString());
      done();
    },
  });
  return Object.defineProperty(screen, 'columns', { get: terminalColumns });
}

class TerminalLines {
  readonly #options: TerminalOptions;
  readonly #reader: Interface;
  readonly #waiting: string[] = [];
  readonly #end: (exit: number) => void;
  #isBusy = false;
  #isWarned = false;
  #exit = 0;

  constructor(options: TerminalOptions, end: (exit: number) => void) {
    const { prompt, output, history, complete } = options;
    this.#options = options;
    this.#end = end;
    this.#reader = createInterface({
      input: process.stdin,
      output: screenOf(output),
      terminal: true,
      prompt,
      history: history.lines,
      historySize: 1000,
      removeHistoryDuplicates: true,
      completer: (line: string): [string[], string] => [complete(line), line],
    });
    this.#reader.on('line', (line) => this.#take(line));
    this.#reader.on('SIGINT', () => this.#interrupt());
    this.#reader.once('close', () => this.#closed());
    process.once('SIGTERM', () => this.#close(143));
    this.#reader.prompt();
  }

  #close(exit: number): void {
    this.#exit = exit;
    this.#reader.close();
  }

  #closed(): void {
    this.#options.cancel();
    this.#end(this.#exit);
  }

  #take(line: string): void {
    this.#isWarned = false;
    this.#options.history.add(line);
    this.#waiting.push(line);
    if (!this.#isBusy) void this.#work();
  }

  /** Lines that were typed or pasted meanwhile are done in their turn. */
  async #work(): Promise<void> {
    this.#isBusy = true;
    for (let line = this.#waiting.shift(); line !== undefined; line = this.#waiting.shift()) {
      if (!(await this.#options.run(line))) continue;
      this.#close(0);
      return;
    }
    this.#isBusy = false;
    this.#reader.prompt(true);
  }

  /** Stops what runs, or forgets what is typed; on an empty line the second one ends the session. */
  #interrupt(): void {
    const { output, cancel } = this.#options;
    if (this.#isBusy) {
      this.#waiting.length = 0;
      cancel();
      return;
    }
    const isEmpty = this.#reader.line === '';
    output.out('\n');
    if (isEmpty && this.#isWarned) {
      this.#close(130);
      return;
    }
    this.#isWarned = isEmpty;
    if (isEmpty) output.note('Ctrl-C once more ends the session; so does Ctrl-D\n');
    else this.#forget();
    this.#reader.prompt();
  }

  #forget(): void {
    this.#reader.write(null, { ctrl: true, name: 'e' });
    this.#reader.write(null, { ctrl: true, name: 'u' });
  }
}

/** Resolves to the exit code when the session is over. */
export const readTerminal = (options: TerminalOptions): Promise<number> =>
  new Promise((resolve) => new TerminalLines(options, resolve));
