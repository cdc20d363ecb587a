// What a plugin has registered, as the shim tells it.

export interface RegisteredMethod {
  readonly side: 'instance' | 'class';
  /** Its number in the shim. */
  readonly number: number;
  readonly parameters: number;
  /** As it was registered: with colons or in normal form. */
  readonly selector: string;
}

export interface RegisteredClass {
  readonly name: string;
  readonly superclass: string | null;
  /** `value`, `value:0`. */
  readonly variables: readonly string[];
  readonly methods: RegisteredMethod[];
}

export interface Registrations {
  readonly classes: readonly RegisteredClass[];
  /** Why something was not registered. */
  readonly refused: string | null;
}

/** Records of fields, in the order in which they came; a class is followed by its methods. */
export function parseRegistrations(text: string): Registrations {
  const classes: RegisteredClass[] = [];
  let refused: string | null = null;
  for (const record of text.split('\x1e')) {
    const [kind, ...fields] = record.split('\x1f');
    if (kind === 'refused') refused ??= fields[0] ?? '';
    else if (kind === 'class') classes.push(registeredClass(fields));
    else if (kind === 'method') classes.at(-1)?.methods.push(registeredMethod(fields));
  }
  return { classes, refused };
}

const registeredClass = ([
  name = '',
  superclass = '',
  ...variables
]: string[]): RegisteredClass => ({
  name,
  superclass: superclass === '' ? null : superclass,
  variables,
  methods: [],
});

const registeredMethod = ([
  side,
  number,
  parameters,
  selector = '',
]: string[]): RegisteredMethod => ({
  side: side === 'class' ? 'class' : 'instance',
  number: Number(number),
  parameters: Number(parameters),
  selector,
});
