// What a message prints on the way, apart from its value.

export interface Printed {
  output: string;
  errors: string;
}

/** Characters. */
const MOST_EARLY = 10_000;

/** Each message from outside has its own; the innermost gets what is printed. */
export class Printer {
  readonly #open: Printed[] = [];
  /** Said when nobody was there to hear of it: the next message does. */
  #early = '';

  print(text: string): void {
    const printed = this.#open.at(-1);
    if (printed) printed.output += text;
  }

  printError(text: string): void {
    const printed = this.#open.at(-1);
    if (printed) printed.errors += text;
    else if (this.#early.length < MOST_EARLY) this.#early += text;
  }

  /** What the message from outside has printed so far, to be shown now and not once more at its end. */
  takeOutput(): string {
    // What messages inside it print is their senders' own: they may want it for themselves.
    const [outermost] = this.#open;
    const output = outermost?.output ?? '';
    if (outermost) outermost.output = '';
    return output;
  }

  takeErrors(): string {
    const errors = this.#open.map((printed) => printed.errors).join('');
    for (const printed of this.#open) printed.errors = '';
    return errors;
  }

  during<T>(work: () => T): { readonly result: T; readonly printed: Printed } {
    const printed = { output: '', errors: this.#early };
    this.#early = '';
    this.#open.push(printed);
    try {
      return { result: work(), printed };
    } finally {
      this.#open.pop();
    }
  }
}
