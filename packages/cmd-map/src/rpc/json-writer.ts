// Answers as JSON, a line each. An answer that is remembered is written once.
import type { Writer } from './respond.ts';

const texts = new WeakMap<object, string>();

function textOf(answer: object): string {
  const known = texts.get(answer);
  if (known !== undefined) return known;
  const text = JSON.stringify(answer);
  texts.set(answer, text);
  return text;
}

interface Enveloped {
  id: unknown;
  result: object;
}

const isEnveloped = (value: object): value is Enveloped => 'jsonrpc' in value && 'result' in value;

const toText = (value: object): string =>
  isEnveloped(value)
    ? `{"jsonrpc":"2.0","id":${JSON.stringify(value.id)},"result":${textOf(value.result)}}`
    : textOf(value);

export class JsonWriter implements Writer<string> {
  readonly #parts: string[] = [];

  write(value: object): number {
    const part = toText(value);
    this.#parts.push(part);
    return part.length;
  }

  end({ batch }: { batch: boolean }): string {
    const [first = ''] = this.#parts;
    return batch ? `[${this.#parts.join(',')}]\n` : `${first}\n`;
  }
}
