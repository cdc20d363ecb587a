// Answers as JSON, a line each.
import type { Writer } from './respond.ts';

export class JsonWriter implements Writer<string> {
  readonly #parts: string[] = [];

  write(value: unknown): number {
    const part = JSON.stringify(value);
    this.#parts.push(part);
    return part.length;
  }

  end({ batch }: { batch: boolean }): string {
    const [first = ''] = this.#parts;
    return batch ? `[${this.#parts.join(',')}]\n` : `${first}\n`;
  }
}
