// What a message prints on the way, apart from its value.

export interface Printed {
  output: string;
  errors: string;
}

/** Each message from outside has its own; the innermost gets what is printed. */
export class Printer {
  readonly #open: Printed[] = [];

  print(text: string): void {
    const printed = this.#open.at(-1);
    if (printed) printed.output += text;
  }

  printError(text: string): void {
    const printed = this.#open.at(-1);
    if (printed) printed.errors += text;
  }

  during<T>(work: () => T): { readonly result: T; readonly printed: Printed } {
    const printed = { output: '', errors: '' };
    this.#open.push(printed);
    try {
      return { result: work(), printed };
    } finally {
      this.#open.pop();
    }
  }
}
