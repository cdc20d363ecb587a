// Methods at random, which end: every loop counts, and messages go to methods that send none.
import { parse } from '../src/language/parse.ts';
import { randomOf } from './parser-soup.ts';

/** What they are written into: variables of its own, inherited ones, and those of classes. */
export const BASE = `Base subclass: Object
  instanceVars: above:7 text:'up'
  classInstanceVars: shared:3
  method: twice: x [ ^ x + x ]
  method: greet [ ^ 'base ' , text ]
  method: apply: aBlock [ ^ @ aBlock valueWith: above ]
  method: note: x [ above := x. ^ self ]
  classMethod: make [ ^ 'made' ]
`;

const OPERATORS = ['+', '-', '*', '/', '%', ',', '<', '>', '<=', '>=', '==', '!=', '=', '~=', '=~'];

interface Around {
  /** Names that may be read or written here; some of them nothing declares. */
  readonly names: readonly string[];
  readonly depth: number;
}

class Writer {
  readonly #random: () => number;
  #loops = 0;
  readonly #mayUseBash: boolean;

  constructor(seed: number, mayUseBash: boolean) {
    this.#random = randomOf(seed);
    this.#mayUseBash = mayUseBash;
  }

  method(name: string): string {
    const names = ['p', 'a', 'b', 'own', 'above', 'shared', 'mine', 'loose', 'Base', 'nowhere'];
    return `  method: ${name} p [ | a b |\n${this.#statements({ names, depth: 4 })}\n  ]`;
  }

  #pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.#random() * items.length)] as T;
  }

  #statements(around: Around): string {
    const count = 1 + Math.floor(this.#random() * 4);
    return Array.from({ length: count }, () => `    ${this.#statement(around)}`).join('.\n');
  }

  #statement(around: Around): string {
    const inner = { ...around, depth: around.depth - 1 };
    if (around.depth <= 0) return this.#assignment(around);
    const kinds = [
      () => this.#assignment(around),
      () => this.#assignment(around),
      () => this.#expression(inner),
      () => `(${this.#expression(inner)}) ifTrue: [${this.#statements(inner)}]`,
      () =>
        `(${this.#expression(inner)}) ifFalse: [${this.#statements(inner)}] ifTrue: [${this.#statements(inner)}]`,
      () =>
        `${this.#name(around)} ifNil: [${this.#statements(inner)}] ifNotNil: [:n | ${this.#statements({ ...inner, names: [...inner.names, 'n'] })}]`,
      () => this.#loop(inner),
      () =>
        `1 to: ${this.#pick(['2', '3'])} do: [:k | ${this.#statements({ ...inner, names: [...inner.names, 'k'] })}]`,
      () => `2 timesRepeat: [${this.#statements(inner)}]`,
      () => `^ ${this.#expression(inner)}`,
      ...(this.#mayUseBash ? [() => 'echo "$a and $b"', () => 'a=5'] : []),
    ];
    return this.#pick(kinds)();
  }

  #loop(inner: Around): string {
    const counter = `i${++this.#loops}`;
    return `${counter} := 0.\n    [${counter} < 3] whileTrue: [${counter} := ${counter} + 1. ${this.#statements({ ...inner, names: [...inner.names, counter] })}]`;
  }

  #name({ names }: Around): string {
    return this.#pick(names);
  }

  #assignment(around: Around): string {
    const target = this.#pick(around.names.filter((name) => name !== 'Base' && name !== 'nowhere'));
    // A counter that went back would count for ever.
    const safe = /^i\d/.test(target) ? 'a' : target;
    return `${safe} := ${this.#expression({ ...around, depth: around.depth - 1 })}`;
  }

  #block(around: Around, parameters: readonly string[]): string {
    const inner = { names: [...around.names, ...parameters, 't'], depth: around.depth - 1 };
    const head = parameters.map((name) => `:${name} `).join('');
    return `[${head}${head === '' ? '' : '| '}| t | ${this.#statements(inner)}]`;
  }

  #expression(around: Around): string {
    const inner = { ...around, depth: around.depth - 1 };
    const leaves = [
      () => String(Math.floor(this.#random() * 20) - 5),
      () =>
        this.#pick(['2.5', '9007199254740993', "'x'", "'12'", "''", 'true', 'nil', '#sym', 'self']),
      () => this.#name(around),
      () => this.#name(around),
      () => '"<$a $p ${own}>"',
      () => '$a',
    ];
    if (around.depth <= 0) return this.#pick(leaves)();
    const more = [
      () => `(${this.#expression(inner)}) ${this.#pick(OPERATORS)} (${this.#expression(inner)})`,
      () => `(${this.#expression(inner)} + ${this.#expression(inner)})`,
      () => `(@ self twice: ${this.#word(around)})`,
      () => '(@ super greet)',
      () => `(@ self note: ${this.#word(around)}; greet)`,
      () => `(@ self apply: ${this.#block(inner, ['e'])})`,
      () => `(@ ${this.#pick(['Base', 'self', 'a', 'nowhere'])} make)`,
      () => `(#(1 2 x) collect: ${this.#block(inner, ['e'])})`,
      () => `(#(4 5) inject: ${this.#expression(inner)} into: ${this.#block(inner, ['s', 'e'])})`,
      () => `(#{k: ${this.#word(around)}} objectAt: 'k')`,
      () => `(try: ${this.#block(inner, [])} catch: ${this.#block(inner, ['e'])})`,
      () => `((${this.#expression(inner)}) and: [${this.#expression(inner)}])`,
      () =>
        `((${this.#expression(inner)}) ifTrue: ${this.#block(inner, [])} ifFalse: ${this.#block(inner, [])})`,
      () =>
        `((${this.#expression(inner)}) ifNil: ${this.#block(inner, [])} ifNotNil: ${this.#block(inner, ['v'])})`,
      () => `((${this.#expression(inner)}) isEmpty)`,
      () => `(1 to: 3 do: ${this.#block(inner, ['k'])})`,
    ];
    return this.#pick([...leaves, ...more])();
  }

  /** An argument may be a plain word. */
  #word(around: Around): string {
    return this.#pick([
      this.#name(around),
      'open',
      `(${this.#expression({ ...around, depth: around.depth - 1 })})`,
    ]);
  }
}

const HEAD = `Random subclass: Base
  instanceVars: own:5
  classInstanceVars: mine:1
`;

/** A class whose methods m0:, m1:, … are random, the same for the same seed. */
export function randomClass(seed: number, count: number, mayUseBash: boolean): string {
  const methods: string[] = [];
  for (let index = 0; methods.length < count; index++) {
    const method = new Writer(seed * 1000 + index, mayUseBash).method(`m${methods.length}:`);
    const { problems } = parse(`${HEAD}${method}\n`);
    // Some texts mean something else in the language, such as a command of bash that never ends.
    if (problems.length === 0) methods.push(method);
  }
  return `${HEAD}${methods.join('\n')}\n`;
}
