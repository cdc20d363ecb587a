// ifTrue:, whileTrue:, to:do: and the like: their blocks become part of the method around them.
import { branchForms, LOOPS } from './control-blocks.ts';
import type { BlockExpression, Expression } from '../language/ast.ts';
import { Block } from '../values/block.ts';
import { isNil, isTrue, numberOf, type Value } from '../values/value.ts';
import {
  type Code,
  compile,
  compileEffects,
  compileSteps,
  compileTail,
  compileValueBody,
  type Step,
} from './compile.ts';
import { Frame } from './frame.ts';
import { holdsBlock } from './holds-block.ts';
import { Scope } from './scope.ts';

type Postfix = Extract<Expression, { type: 'postfix' }>;

/** Runs a part of the control flow, with the value of its parameter; for a value: its last one. */
type Part<T> = (frame: Frame, argument: Value) => T;

/** How blocks are compiled in one place: as statements, as the end of a method, for their value, or for what they do. */
export interface Kind<T> {
  readonly body: (block: BlockExpression, scope: Scope) => (frame: Frame) => T;
  readonly nothing: T;
  readonly isOver: (result: T) => boolean;
  /** The value of an argument that is not written as a block: `x ifTrue: aBlock`. */
  readonly fromValue: (value: Value) => T;
}

export const VALUE: Kind<Value> = {
  body: compileValueBody,
  nothing: null,
  isOver: () => false,
  fromValue: (value) => value,
};

/** Where nobody takes the value, in a block that is itself a value. */
export const EFFECT: Kind<Value> = { ...VALUE, body: compileEffects };

export const STEP: Kind<boolean> = {
  body: compileSteps,
  nothing: false,
  isOver: (result) => result,
  fromValue: () => false,
};

/** A branch at the end of a method says its value, if it ends with a message. */
export const TAIL: Kind<boolean> = { ...STEP, body: compileTail };

export const compileControl = (
  expression: Postfix,
  scope: Scope,
  kind: Kind<Value> = VALUE,
): Code | null => control(expression, scope, kind);

export const compileControlStep = (
  expression: Postfix,
  scope: Scope,
  kind: Kind<boolean> = STEP,
): Step | null =>
  control(expression, scope, LOOPS.has(expression.selector) && kind === TAIL ? STEP : kind);

function control<T>(
  { receiver, selector, args }: Postfix,
  scope: Scope,
  kind: Kind<T>,
): ((frame: Frame) => T) | null {
  const make = Object.hasOwn(FORMS, selector) ? FORMS[selector] : undefined;
  return make
    ? (make({ receiver, args, scope, kind: kind as Kind<unknown> }) as (frame: Frame) => T)
    : null;
}

interface Form {
  readonly receiver: Expression;
  readonly args: readonly Expression[];
  readonly scope: Scope;
  readonly kind: Kind<unknown>;
}

const part = (expression: Expression | undefined, { scope, kind }: Form): Part<unknown> =>
  expression === undefined
    ? () => kind.nothing
    : expression.type === 'block'
      ? blockPart(expression, scope, kind)
      : valuePart(compile(expression, scope), scope, kind);

/** An argument that is no block is its own value; one that is held in a variable is called. */
function valuePart<T>(code: Code, scope: Scope, kind: Kind<T>): Part<T> {
  return (frame, argument) => {
    const value = code(frame);
    return kind.fromValue(value instanceof Block ? value.call([argument]) : value);
  };
}

export function blockPart<T>(block: BlockExpression, scope: Scope, kind: Kind<T>): Part<T> {
  if (holdsBlock(block)) return framedPart(block, scope, kind);
  const [parameter] = block.parameters;
  return scope.within([...block.parameters, ...block.locals], (slots) => {
    const run = kind.body(block, scope);
    const [first] = slots;
    if (parameter === undefined || first === undefined) return (frame) => run(frame);
    return (frame, argument) => {
      frame.vars[first] = argument;
      return run(frame);
    };
  });
}

/** Blocks inside remember the variables of this round, not those of the last: each round has a frame. */
function framedPart<T>(block: BlockExpression, scope: Scope, kind: Kind<T>): Part<T> {
  const inner = new Scope(scope.method, scope);
  block.parameters.forEach((name) => inner.declare(name));
  block.locals.forEach((name) => inner.declare(name));
  const run = kind.body(block, inner);
  return (frame, argument) => {
    const own = new Frame(frame.self, frame.args, inner.size, frame);
    if (block.parameters.length > 0) own.vars[0] = argument;
    return run(own);
  };
}

function conditional(whenTrue: number | null, whenFalse: number | null) {
  return (form: Form) => {
    const subject = compile(form.receiver, form.scope);
    const yes = whenTrue === null ? null : part(form.args[whenTrue], form);
    const no = whenFalse === null ? null : part(form.args[whenFalse], form);
    const { nothing } = form.kind;
    return (frame: Frame) => {
      const branch = isTrue(subject(frame)) ? yes : no;
      return branch === null ? nothing : branch(frame, null);
    };
  };
}

/** The value of `x ifNil: [y]` is x where it is not nil. */
function nilTest(whenNil: number | null, otherwise: number | null) {
  return (form: Form) => {
    const subject = compile(form.receiver, form.scope);
    const nil = whenNil === null ? null : part(form.args[whenNil], form);
    const other = otherwise === null ? null : part(form.args[otherwise], form);
    const { fromValue } = form.kind;
    return (frame: Frame) => {
      const value = subject(frame);
      const branch = isNil(value) ? nil : other;
      return branch === null ? fromValue(value) : branch(frame, value);
    };
  };
}

function loop(goOn: boolean) {
  return (form: Form) => {
    const test = blockValue(form.receiver, form.scope);
    const body = form.args[0] ? part(form.args[0], form) : null;
    const { nothing, isOver } = form.kind;
    return (frame: Frame) => {
      while (isTrue(test(frame)) === goOn) {
        if (body && isOver(body(frame, null))) return true;
      }
      return nothing;
    };
  };
}

/** `[i < 5] whileTrue:`, and the block or plain value that a variable holds. */
function blockValue(receiver: Expression, scope: Scope): Code {
  if (receiver.type === 'block') {
    const run = blockPart(receiver, scope, VALUE);
    return (frame) => run(frame, null);
  }
  const run = valuePart(compile(receiver, scope), scope, VALUE);
  return (frame) => run(frame, null);
}

const timesRepeat = (form: Form) => {
  const count = compile(form.receiver, form.scope);
  const body = part(form.args[0], form);
  const { nothing, isOver } = form.kind;
  return (frame: Frame) => {
    const times = Number(numberOf(count(frame)));
    for (let index = 1; index <= times; index++) if (isOver(body(frame, index))) return true;
    return nothing;
  };
};

/** A tree from the parser has all arguments; one made by hand may not. */
const NOTHING: Expression = { type: 'nil', at: { line: 0, column: 0 } };

const argumentCode = (expression: Expression | undefined, scope: Scope): Code =>
  compile(expression ?? NOTHING, scope);

const toDo = (form: Form) => {
  const first = compile(form.receiver, form.scope);
  const last = argumentCode(form.args[0], form.scope);
  const body = part(form.args[1], form);
  const { nothing, isOver } = form.kind;
  return (frame: Frame) => {
    const from = Number(numberOf(first(frame)));
    const to = Number(numberOf(last(frame)));
    for (let index = from; index <= to; index++) if (isOver(body(frame, index))) return true;
    return nothing;
  };
};

function logical(stopsAt: boolean) {
  return (form: Form) => {
    const left = compile(form.receiver, form.scope);
    const right = blockValue(form.args[0] ?? NOTHING, form.scope);
    const { fromValue } = form.kind;
    return (frame: Frame) => {
      if (isTrue(left(frame)) === stopsAt) return fromValue(stopsAt);
      return fromValue(isTrue(right(frame)));
    };
  };
}

const FORMS: Readonly<Record<string, (form: Form) => (frame: Frame) => unknown>> = {
  ...branchForms(conditional, nilTest),
  'whileTrue:': loop(true),
  'whileFalse:': loop(false),
  'timesRepeat:': timesRepeat,
  'to:do:': toDo,
  'and:': logical(false),
  'or:': logical(true),
};
