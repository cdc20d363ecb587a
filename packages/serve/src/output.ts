// What a command says while it goes on: kept until kit has written what came before.
import type { Chunk } from '@rhachet/kit';

/** Characters of notes that wait for a reader who is slower than we are; what is more is left out, and counted. */
const MOST_WAITING = 1_000_000;

interface Piece {
  to: Chunk['to'];
  text: string;
}

export class Output {
  #pieces: Piece[] = [];
  #waiting = 0;
  #left = 0;
  #exit: number | undefined;
  #wake: (() => void) | undefined;

  /** A result; never left out. */
  out(text: string): void {
    this.#push({ to: 'out', text });
  }

  /** A note. */
  note(text: string): void {
    if (this.#waiting < MOST_WAITING) this.#push({ to: 'err', text });
    else this.#left += 1;
  }

  /** Nothing follows. */
  end(exit: number): void {
    this.#exit = exit;
    this.#wake?.();
  }

  /** Everything that is said, until `end`; returns the exit code. */
  async *chunks(): AsyncGenerator<Chunk, number> {
    const encoder = new TextEncoder();
    for (;;) {
      for (const { to, text } of this.#take()) yield { to, bytes: encoder.encode(text) };
      if (this.#pieces.length > 0) continue;
      if (this.#exit !== undefined) return this.#exit;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #push(piece: Piece): void {
    if (piece.text === '') return;
    this.#waiting += piece.text.length;
    const last = this.#pieces.at(-1);
    if (last?.to === piece.to) last.text += piece.text;
    else this.#pieces.push(piece);
    this.#wake?.();
  }

  #take(): Piece[] {
    const pieces = this.#pieces;
    if (this.#left > 0) pieces.push({ to: 'err', text: `(${this.#left} notes left out)\n` });
    this.#pieces = [];
    this.#waiting = 0;
    this.#left = 0;
    return pieces;
  }
}
