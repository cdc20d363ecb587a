// The text of a program, and where in it something is.
import type { Position } from './ast.ts';

export class Source {
  readonly text: string;
  readonly #origin: Position;
  readonly #lineStarts: number[] = [0];

  /** `origin`: where its first character stands in the text that it was cut from. */
  constructor(text: string, origin: Position = { line: 1, column: 0 }) {
    this.text = text;
    this.#origin = origin;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      this.#lineStarts.push(at + 1);
    }
  }

  positionOf(offset: number): Position {
    const line = this.#lineOf(offset);
    const column = offset - (this.#lineStarts[line] ?? 0);
    return {
      line: this.#origin.line + line,
      column: line === 0 ? this.#origin.column + column : column,
    };
  }

  #lineOf(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
