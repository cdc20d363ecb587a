// Methods at random of what has a form in C: numbers, texts, comparisons, control flow, messages to self.
import { parse } from '../src/language/parse.ts';
import { randomOf } from './parser-soup.ts';

const OPERATORS = ['+', '-', '*', '/', '%', '<', '>', '<=', '>=', '==', '!=', '=', '~='];

const LEAVES =
  `0 1 2 -3 7 2.5 -0.5 3.0 9007199254740993 4611686018427387904 9223372036854775807 true false nil '' 'x' '12'
  '-4' '2.5' ' 7 ' '1e2' '.5' 'nil' 'false' '007' own text`.split(/\s+(?=(?:[^']*'[^']*')*[^']*$)/);

class Writer {
  readonly #random: () => number;
  #loops = 0;

  constructor(seed: number) {
    this.#random = randomOf(seed);
  }

  method(name: string): string {
    const body = this.#statements(3);
    const counters = Array.from({ length: this.#loops }, (_, index) => `i${index + 1}`).join(' ');
    return `  method: ${name} p [ | a b n k ${counters} |\n${body}\n  ]`;
  }

  #pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.#random() * items.length)] as T;
  }

  #statements(depth: number): string {
    const count = 1 + Math.floor(this.#random() * 3);
    return Array.from({ length: count }, () => `    ${this.#statement(depth)}`).join('.\n');
  }

  #statement(depth: number): string {
    const target = this.#pick(['a', 'b', 'own', 'text', 'p']);
    const assigned = `${target} := ${this.#expression(depth)}`;
    if (depth === 0) return assigned;
    const inner = depth - 1;
    const kinds = [
      () => assigned,
      () => assigned,
      () => `(${this.#expression(inner)}) ifTrue: [${this.#statements(inner)}]`,
      () =>
        `(${this.#expression(inner)}) ifFalse: [${this.#statements(inner)}] ifTrue: [${this.#statements(inner)}]`,
      () => `a ifNil: [${this.#statements(inner)}] ifNotNil: [:v | b := v]`,
      () => `1 to: ${this.#pick(['3', "'2'", '2.5'])} do: [:e | ${this.#statements(inner)}]`,
      () => this.#loop(inner),
      () => `^ ${this.#expression(inner)}`,
    ];
    return this.#pick(kinds)();
  }

  #loop(inner: number): string {
    const counter = `i${++this.#loops}`;
    return `${counter} := 0.\n    [${counter} < 3] whileTrue: [${counter} := ${counter} + 1. ${this.#statements(inner)}]`;
  }

  #expression(depth: number): string {
    const leaf = () => this.#pick(['a', 'b', 'p', ...LEAVES]);
    if (depth === 0) return leaf();
    const inner = depth - 1;
    return this.#pick([
      leaf,
      () => `((${this.#expression(inner)}) ${this.#pick(OPERATORS)} (${this.#expression(inner)}))`,
      () => `((${this.#expression(inner)}) ${this.#pick(OPERATORS)} (${this.#expression(inner)}))`,
      () => `(@ self twice: ${this.#pick(['a', 'own', '4', "'6'"])})`,
      () => `((${this.#expression(inner)}) and: [${this.#expression(inner)}])`,
      () => `((${this.#expression(inner)}) or: [${this.#expression(inner)}])`,
      () =>
        `((${this.#expression(inner)}) ifTrue: [${this.#expression(inner)}] ifFalse: [${this.#expression(inner)}])`,
      () => `((${this.#expression(inner)}) ifNil: [${this.#expression(inner)}])`,
      () => `((${this.#expression(inner)}) isEmpty)`,
      () => `((${this.#expression(inner)}) not)`,
      () => `(a := ${this.#expression(inner)})`,
    ])();
  }
}

const HEAD = `Random subclass: Object
  instanceVars: own:5 text:'up'
  method: twice: x [ ^ x + x ]
`;

export function randomCClass(seed: number, count: number): string {
  const methods: string[] = [];
  for (let index = 0; methods.length < count; index++) {
    const method = new Writer(seed * 1000 + index).method(`m${methods.length}:`);
    if (parse(`${HEAD}${method}\n`).problems.length === 0) methods.push(method);
  }
  return `${HEAD}${methods.join('\n')}\n`;
}
