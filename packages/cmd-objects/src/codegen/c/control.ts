// ifTrue:, whileTrue:, to:do: and the like in C: as statements, or with a variable for their value.
import { branchForms } from '../../evaluate/control-blocks.ts';
import { Refusal } from '../../bytecode/compile/refusal.ts';
import type { BlockExpression, Expression } from '../../language/ast.ts';
import type { Place } from './place.ts';
import { value } from './values.ts';

type Postfix = Extract<Expression, { type: 'postfix' }>;

type Form = (expression: Postfix, place: Place) => string;

/** null for what is no control flow. */
export function controlValue(expression: Postfix, place: Place): string | null {
  const form = Object.hasOwn(FORMS, expression.selector) ? FORMS[expression.selector] : undefined;
  return form ? form(expression, place) : null;
}

const NIL = 'TT_MakeNil()';

/** Of a block written here its last value. @param argument what its first parameter is */
function part(expression: Expression | undefined, place: Place, argument = NIL): string {
  if (expression === undefined) return NIL;
  if (expression.type !== 'block')
    throw new Refusal(
      'a block that is held in a variable, or a value in the place of one',
      expression.at,
    );
  return within(expression, place, (first) => {
    if (first !== null) place.write(`${first} = ${argument};`);
    let result = NIL;
    for (const statement of expression.statements) result = value(statement, place);
    return result;
  });
}

function within<T>(
  { parameters, locals }: BlockExpression,
  place: Place,
  write: (first: string | null) => T,
): T {
  return place.within([...parameters, ...locals], ([slot]) => {
    const [name] = parameters;
    return write(name === undefined || slot === undefined ? null : place.local(slot, name));
  });
}

/** `if (condition) { result = yes; } else { result = no; }` */
interface Branches {
  readonly condition: string;
  readonly yes: () => string;
  readonly no: () => string;
}

function branched({ condition, yes, no }: Branches, place: Place): string {
  const result = place.keep(NIL);
  place.write(`if (${condition}) {`);
  place.write(`${result} = ${yes()};`);
  place.write('} else {');
  place.write(`${result} = ${no()};`);
  place.write('}');
  return result;
}

const conditional =
  (whenTrue: number | null, whenFalse: number | null): Form =>
  ({ receiver, args }, place) => {
    const subject = value(receiver, place);
    const yes = () => (whenTrue === null ? NIL : part(args[whenTrue], place));
    const no = () => (whenFalse === null ? NIL : part(args[whenFalse], place));
    return branched({ condition: `tt_true(${subject})`, yes, no }, place);
  };

/** The value of `x ifNil: [y]` is x where it is not nil. */
const nilTest =
  (whenNil: number | null, otherwise: number | null): Form =>
  ({ receiver, args }, place) => {
    const subject = place.keep(value(receiver, place));
    const yes = () => (whenNil === null ? subject : part(args[whenNil], place, subject));
    const no = () => (otherwise === null ? subject : part(args[otherwise], place, subject));
    return branched({ condition: `tt_nil(${subject})`, yes, no }, place);
  };

const loop =
  (goOn: boolean): Form =>
  ({ receiver, args }, place) => {
    place.write('for (;;) {');
    const test = part(receiver, place);
    place.write(`if (${goOn ? '!' : ''}tt_true(${test})) break;`);
    place.write(`(void)${parenthesised(part(args[0], place))};`);
    place.write('}');
    return NIL;
  };

const parenthesised = (text: string): string => (/^\w+$/.test(text) ? text : `(${text})`);

/** From and to as doubles, as the evaluator counts. */
interface Counted {
  readonly from: string;
  readonly to: string;
  readonly body: Expression | undefined;
}

function counted(place: Place, { from, to, body }: Counted): string {
  const index = `i${++place.method.count}`;
  place.write(`for (double ${index} = ${from}; ${index} <= ${to}; ${index}++) {`);
  place.write(`(void)${parenthesised(part(body, place, `tt_number_of(${index})`))};`);
  place.write('}');
  return NIL;
}

/** The number in a value, which may be none. */
function count(expression: Expression | undefined, place: Place): string {
  const given = place.checked(`tt_numeric(${expression ? value(expression, place) : NIL})`);
  const name = `n${++place.method.count}`;
  place.write(`double ${name} = tt_double(${given});`);
  return name;
}

const timesRepeat: Form = ({ receiver, args }, place) =>
  counted(place, { from: '1', to: count(receiver, place), body: args[0] });

const toDo: Form = ({ receiver, args }, place) => {
  const from = count(receiver, place);
  const to = count(args[0], place);
  return counted(place, { from, to, body: args[1] });
};

const logical =
  (isAnd: boolean): Form =>
  ({ receiver, args }, place) => {
    const left = value(receiver, place);
    const right = () => `TT_MakeBool(tt_true(${part(args[0], place)}))`;
    const known = () => `TT_MakeBool(${isAnd ? 0 : 1})`;
    return branched(
      { condition: `tt_true(${left})`, yes: isAnd ? right : known, no: isAnd ? known : right },
      place,
    );
  };

const FORMS: Readonly<Record<string, Form>> = {
  ...branchForms(conditional, nilTest),
  'whileTrue:': loop(true),
  'whileFalse:': loop(false),
  'timesRepeat:': timesRepeat,
  'to:do:': toDo,
  'and:': logical(true),
  'or:': logical(false),
};
