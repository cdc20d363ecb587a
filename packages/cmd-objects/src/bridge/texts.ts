// The bodies that a worker knows by number: bash reads each text once and keeps a function of it.
import type { BashCall } from './bridge.ts';

/** The worker forgets the one that is so much older, too (`_tt_define`). */
const MOST_TEXTS = 2000;

export class Texts {
  readonly #canBeLocal: (name: string) => boolean;
  readonly #numbers = new Map<string, number>();
  readonly #texts = new Map<number, string>();
  #last = 0;

  constructor(canBeLocal: (name: string) => boolean) {
    this.#canBeLocal = canBeLocal;
  }

  numberOf(call: BashCall): number {
    const text = this.#bodyOf(call);
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = ++this.#last;
    this.#numbers.set(text, number);
    this.#texts.set(number, text);
    const old = this.#texts.get(number - MOST_TEXTS);
    if (old !== undefined) {
      this.#texts.delete(number - MOST_TEXTS);
      this.#numbers.delete(old);
    }
    return number;
  }

  textOf(number: number): string {
    return this.#texts.get(number) ?? 'return 127';
  }

  #bodyOf({ parameters, text }: BashCall): string {
    const locals = parameters.map((name, index) =>
      this.#canBeLocal(name) ? `${name}="\${${index + 1}-}"` : '',
    );
    const declared = locals.filter(Boolean).join(' ');
    return declared === '' ? text : `local ${declared}\n${text}`;
  }
}
