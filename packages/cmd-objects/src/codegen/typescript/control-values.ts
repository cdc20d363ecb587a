// ifTrue:, whileTrue:, to:do: and the like where their value is wanted.
import { branchForms } from '../../evaluate/control-blocks.ts';
import type { Expression } from '../../language/ast.ts';
import { NOTHING, valuePart } from './parts.ts';
import type { Place } from './place.ts';
import { value } from './values.ts';

export type Postfix = Extract<Expression, { type: 'postfix' }>;

type Form = (expression: Postfix, place: Place) => string;

/** null for what is no control flow. */
export function controlValue(expression: Postfix, place: Place): string | null {
  const form = Object.hasOwn(FORMS, expression.selector) ? FORMS[expression.selector] : undefined;
  return form ? form(expression, place) : null;
}

export const test = (expression: Expression, place: Place): string =>
  `tt.isTrue(${valuePart(expression, place)})`;

/** Which argument is the branch; the first is compiled first, as the evaluator does. */
const conditional =
  (whenTrue: number | null, whenFalse: number | null): Form =>
  ({ receiver, args }, place) => {
    const subject = value(receiver, place);
    const yes = whenTrue === null ? 'null' : valuePart(args[whenTrue], place);
    const no = whenFalse === null ? 'null' : valuePart(args[whenFalse], place);
    return `(tt.isTrue(${subject}) ? ${yes} : ${no})`;
  };

/** The value of `x ifNil: [y]` is x where it is not nil. */
const nilTest =
  (whenNil: number | null, otherwise: number | null): Form =>
  ({ receiver, args }, place) => {
    const subject = value(receiver, place);
    const it = place.temporary();
    const nil = whenNil === null ? it : valuePart(args[whenNil], place, it);
    const other = otherwise === null ? it : valuePart(args[otherwise], place, it);
    return `(${it} = ${subject}, tt.isNil(${it}) ? ${nil} : ${other})`;
  };

const looped = (lines: string): string => `((): Value => { ${lines} return null; })()`;

const loop =
  (goOn: boolean): Form =>
  ({ receiver, args }, place) => {
    const condition = test(receiver, place);
    const body = valuePart(args[0], place);
    return looped(`while (${goOn ? '' : '!'}${condition}) { ${body}; }`);
  };

const timesRepeat: Form = ({ receiver, args }, place) => {
  const count = value(receiver, place);
  const times = place.method.identifiers.fresh('times');
  const index = place.method.identifiers.fresh('index');
  const body = valuePart(args[0], place, index);
  return looped(
    `const ${times} = tt.count(${count}); for (let ${index} = 1; ${index} <= ${times}; ${index}++) { ${body}; }`,
  );
};

const toDo: Form = ({ receiver, args }, place) => {
  const first = value(receiver, place);
  const last = value(args[0] ?? NOTHING, place);
  const index = place.method.identifiers.fresh('index');
  const to = place.method.identifiers.fresh('to');
  const body = valuePart(args[1], place, index);
  return looped(
    `let ${index} = tt.count(${first}); const ${to} = tt.count(${last}); for (; ${index} <= ${to}; ${index}++) { ${body}; }`,
  );
};

const logical =
  (operator: '&&' | '||'): Form =>
  ({ receiver, args }, place) => {
    const left = value(receiver, place);
    return `(tt.isTrue(${left}) ${operator} ${test(args[0] ?? NOTHING, place)})`;
  };

const FORMS: Readonly<Record<string, Form>> = {
  ...branchForms(conditional, nilTest),
  'whileTrue:': loop(true),
  'whileFalse:': loop(false),
  'timesRepeat:': timesRepeat,
  'to:do:': toDo,
  'and:': logical('&&'),
  'or:': logical('||'),
};
