// A method of the language as a function of TypeScript, which is made when it is known where the method was found.
import type { Body } from '../../language/ast.ts';
import { tailReturns } from '../tail-returns.ts';
import { Identifiers } from './identifiers.ts';
import { Place } from './place.ts';
import { indented, steps } from './statements.ts';

export interface MethodText {
  readonly parameters: readonly string[];
  readonly body: Body;
  /** The variables of the object and the class that the file itself declares. */
  readonly declared: ReadonlySet<string>;
}

/** `(here) => { … return (self, args) => { … }; }`, as lines. */
export function methodLines({ parameters, body, declared }: MethodText): string[] {
  const place = new Place(
    {
      identifiers: new Identifiers(),
      declared,
      constants: new Map(),
      hasThrownReturn: false,
      usesArgs: parameters.length > 0,
    },
    null,
  );
  const names = parameters.map((name) => place.local(place.declare(name), name).identifier);
  // These get their arguments.
  place.declarations();
  body.locals.forEach((name) => place.local(place.declare(name), name));
  const lines = steps(tailReturns(body), place);
  const { method } = place;
  const inner = [
    ...names.map((name, index) => `let ${name}: Value = args[${index}] ?? null;`),
    ...place.declarations(),
    ...lines,
    ...(lines.at(-1)?.startsWith('return ') ? [] : ['return null;']),
  ];
  const constants = [...method.constants].map(
    ([expression, name]) => `const ${name} = ${expression};`,
  );
  return [
    '(here) => {',
    ...indented([
      ...constants,
      `return (self${method.usesArgs ? ', args' : ''}) => {`,
      ...indented([
        ...(method.hasThrownReturn ? ['const home = tt.home();'] : []),
        ...(method.hasThrownReturn ? leavable(inner) : inner),
      ]),
      '};',
    ]),
    '}',
  ];
}

const leavable = (lines: readonly string[]): string[] => [
  'try {',
  ...indented(lines),
  '} catch (error) {',
  '  return home.caught(error);',
  '} finally {',
  '  home.isLive = false;',
  '}',
];
