// The statements of a method, and of the control flow in it.
import { branchForms } from '../../evaluate/control-blocks.ts';
import type { Body, Expression } from '../../language/ast.ts';
import { type Postfix, test } from './control-values.ts';
import { NOTHING, stepsPart } from './parts.ts';
import type { Place } from './place.ts';
import { isPure, value } from './values.ts';

export const steps = ({ statements }: Body, place: Place): string[] =>
  statements.flatMap((statement) => step(statement, place));

function step(statement: Expression, place: Place): string[] {
  if (statement.type === 'return') return [returned(statement.value, place)];
  if (statement.type === 'try') return attempt(statement, place);
  const control = statement.type === 'postfix' ? controlSteps(statement, place) : null;
  if (control) return control;
  const text = value(statement, place);
  if (statement.type === 'assign' && text.startsWith('(')) return [`${text.slice(1, -1)};`];
  return isPure(text) ? [] : [`${text};`];
}

function returned(result: Expression | null, place: Place): string {
  return `return ${result === null ? 'null' : value(result, place)};`;
}

function attempt({ body, handler }: Extract<Expression, { type: 'try' }>, place: Place): string[] {
  const lines = stepsPart(body, place);
  const thrown = place.method.identifiers.fresh('thrown');
  const error = place.method.identifiers.fresh('error');
  return [
    'try {',
    ...indented(lines),
    `} catch (${thrown}) {`,
    ...indented([`const ${error} = tt.caught(${thrown});`, ...stepsPart(handler, place, error)]),
    '}',
  ];
}

type Form = (expression: Postfix, place: Place) => string[];

function controlSteps(expression: Postfix, place: Place): string[] | null {
  const form = Object.hasOwn(FORMS, expression.selector) ? FORMS[expression.selector] : undefined;
  return form ? form(expression, place) : null;
}

export const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const braced = (head: string, lines: readonly string[]): string[] => [
  `${head} {`,
  ...indented(lines),
  '}',
];

function branches(condition: string, yes: readonly string[], no: readonly string[]): string[] {
  if (no.length === 0) return braced(`if (${condition})`, yes);
  if (yes.length === 0) return braced(`if (!${condition})`, no);
  return [`if (${condition}) {`, ...indented(yes), '} else {', ...indented(no), '}'];
}

const conditional =
  (whenTrue: number | null, whenFalse: number | null): Form =>
  ({ receiver, args }, place) => {
    const condition = `tt.isTrue(${value(receiver, place)})`;
    const yes = whenTrue === null ? [] : stepsPart(args[whenTrue], place);
    const no = whenFalse === null ? [] : stepsPart(args[whenFalse], place);
    return branches(condition, yes, no);
  };

const nilTest =
  (whenNil: number | null, otherwise: number | null): Form =>
  ({ receiver, args }, place) => {
    const subject = value(receiver, place);
    const it = place.temporary();
    const nil = whenNil === null ? [] : stepsPart(args[whenNil], place, it);
    const other = otherwise === null ? [] : stepsPart(args[otherwise], place, it);
    return [`${it} = ${subject};`, ...branches(`tt.isNil(${it})`, nil, other)];
  };

const loop =
  (goOn: boolean): Form =>
  ({ receiver, args }, place) => {
    const condition = test(receiver, place);
    return braced(`while (${goOn ? '' : '!'}${condition})`, stepsPart(args[0], place));
  };

const timesRepeat: Form = ({ receiver, args }, place) => {
  const count = value(receiver, place);
  const times = place.method.identifiers.fresh('times');
  const index = place.method.identifiers.fresh('index');
  return [
    `const ${times} = tt.count(${count});`,
    ...braced(
      `for (let ${index} = 1; ${index} <= ${times}; ${index}++)`,
      stepsPart(args[0], place, index),
    ),
  ];
};

const toDo: Form = ({ receiver, args }, place) => {
  const first = value(receiver, place);
  const last = value(args[0] ?? NOTHING, place);
  const from = place.method.identifiers.fresh('from');
  const to = place.method.identifiers.fresh('to');
  const index = place.method.identifiers.fresh('index');
  return [
    `const ${from} = tt.count(${first});`,
    `const ${to} = tt.count(${last});`,
    ...braced(
      `for (let ${index} = ${from}; ${index} <= ${to}; ${index}++)`,
      stepsPart(args[1], place, index),
    ),
  ];
};

/** and: and or: are the same for their value. */
const FORMS: Readonly<Record<string, Form>> = {
  ...branchForms(conditional, nilTest),
  'whileTrue:': loop(true),
  'whileFalse:': loop(false),
  'timesRepeat:': timesRepeat,
  'to:do:': toDo,
};
