// From a tree to functions: each expression becomes one that takes a frame, so that running a method walks no tree.
import type { BlockExpression, Body, Expression } from '../language/ast.ts';
import { isTrue, jsonOf, textOf, type Value } from '../values/value.ts';
import { assignment } from './assignment.ts';
import { ClosureBlock } from './closure-block.ts';
import { compileControl, compileControlStep, EFFECT, STEP, TAIL, VALUE } from './control.ts';
import { Frame, NonLocalReturn } from './frame.ts';
import { nameCode } from './names.ts';
import { negate } from '../values/operators.ts';
import { operatorOf } from './operators.ts';
import { POSTFIX } from './postfix.ts';
import { Scope } from './scope.ts';
import { argument, compileCascade, compileSend } from './send.ts';
import { shellStep, shellValue } from './shell.ts';
import { compileTry } from './try-catch.ts';
import { TrashError } from '../values/trash-error.ts';

export type Code = (frame: Frame) => Value;

/** One statement; true when the method has returned, with its value in `frame.home.result`. */
export type Step = (frame: Frame) => boolean;

export function compile(expression: Expression, scope: Scope): Code {
  switch (expression.type) {
    case 'number':
    case 'string': {
      const { value } = expression;
      return () => value;
    }
    case 'true':
      return () => true;
    case 'false':
      return () => false;
    case 'nil':
      return () => null;
    case 'self':
    case 'super':
      return (frame) => frame.self;
    case 'name':
      return nameCode(expression, scope, 'value');
    case 'interpolated': {
      const parts = expression.parts.map((part) =>
        typeof part === 'string' ? part : compile(part, scope),
      );
      return (frame) =>
        parts.map((part) => (typeof part === 'string' ? part : textOf(part(frame)))).join('');
    }
    case 'list': {
      const items = expression.items.map((item) => argument(item, scope));
      return (frame) => items.map((item) => plain(item(frame)));
    }
    case 'dictionary': {
      const entries = expression.entries.map(
        ({ key, value }) => [key, argument(value, scope)] as const,
      );
      return (frame) =>
        Object.fromEntries(entries.map(([key, value]) => [key, plain(value(frame))]));
    }
    case 'shell':
      return shellValue(expression, scope);
    case 'block':
      return compileBlock(expression, scope);
    case 'send':
      return compileSend(expression, scope);
    case 'cascade':
      return compileCascade(expression, scope);
    case 'binary':
      return compileBinary(expression, scope);
    case 'negate': {
      const value = compile(expression.value, scope);
      return (frame) => negate(value(frame));
    }
    case 'postfix':
      return compileControl(expression, scope) ?? compilePostfix(expression, scope);
    case 'assign':
      return assignment(expression.name, compile(expression.value, scope), scope);
    case 'return':
      return thrownReturn(expression.value, scope);
    case 'try':
      return compileTry(expression, scope, VALUE);
  }
}

const plain = (value: Value) => jsonOf(value);

function compileBinary(
  { operator, left, right }: Extract<Expression, { type: 'binary' }>,
  scope: Scope,
): Code {
  const first = compile(left, scope);
  const second = compile(right, scope);
  // Only inside `$((…))`.
  if (operator === '&&') return (frame) => isTrue(first(frame)) && isTrue(second(frame));
  if (operator === '||') return (frame) => isTrue(first(frame)) || isTrue(second(frame));
  const apply = operatorOf(operator);
  if (!apply) throw new TrashError('SyntaxError', `there is no operator ${operator}`);
  return (frame) => apply(first(frame), second(frame));
}

function compilePostfix(
  { receiver, selector, args }: Extract<Expression, { type: 'postfix' }>,
  scope: Scope,
): Code {
  const apply = Object.hasOwn(POSTFIX, selector) ? POSTFIX[selector] : undefined;
  if (!apply)
    throw new TrashError('SyntaxError', `'${selector}' needs '@' in front of its receiver`);
  const subject = compile(receiver, scope);
  const values = args.map((arg) => compile(arg, scope));
  const { machine } = scope.method;
  return (frame) =>
    apply(
      subject(frame),
      values.map((value) => value(frame)),
      { machine, self: frame.self },
    );
}

/** `^` where a value is expected, or in a block: the only way out is to throw. */
function thrownReturn(value: Expression | null, scope: Scope): Code {
  scope.method.hasThrownReturn = true;
  const code = value === null ? () => null : compile(value, scope);
  return (frame) => {
    const result = code(frame);
    if (!frame.home.isLive)
      throw new TrashError('DeadFrame', 'the method that this block returns from is over');
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- no error: a way out, which needs no stack
    throw new NonLocalReturn(frame.home, result);
  };
}

/** A block that is made: called later, with a frame of its own. */
export function compileBlock(expression: BlockExpression, scope: Scope): Code {
  const inner = new Scope(scope.method, scope);
  expression.parameters.forEach((name) => inner.declare(name));
  expression.locals.forEach((name) => inner.declare(name));
  const run = compileValueBody(expression, inner);
  const isBash = expression.statements.at(-1)?.type === 'shell';
  const effects = isBash ? compileEffects(expression, inner) : run;
  const code = { expression, scope: inner, run, effects };
  return (frame) => new ClosureBlock(code, frame);
}

/** The value of a body is that of its last statement. */
export function compileValueBody(body: Body, scope: Scope): Code {
  return inTurn(body, scope, compile);
}

/** A body whose value nobody takes: what its last line of bash prints is printed, too. */
export function compileEffects(body: Body, scope: Scope): Code {
  return inTurn(body, scope, compileEffect);
}

function inTurn({ statements }: Body, scope: Scope, compileLast: typeof compile): Code {
  // In the order in which they stand: a name is a local from where it was first assigned.
  const codes = statements.slice(0, -1).map((statement) => compileEffect(statement, scope));
  const end = statements.at(-1);
  const last = end ? compileLast(end, scope) : () => null;
  if (codes.length === 0) return last;
  return (frame) => {
    for (const code of codes) code(frame);
    return last(frame);
  };
}

/** A statement in a block that is a value: `^` can only be thrown there. */
function compileEffect(statement: Expression, scope: Scope): Code {
  if (statement.type === 'try') return compileTry(statement, scope, EFFECT);
  if (statement.type === 'shell') {
    const step = shellStep(statement, scope);
    return (frame) => (step(frame), null);
  }
  const control = statement.type === 'postfix' ? compileControl(statement, scope, EFFECT) : null;
  return control ?? compile(statement, scope);
}

/** The statements of a method, or of a block that is part of its control flow. */
export function compileSteps(body: Body, scope: Scope): Step {
  return allSteps(body.statements.map((statement) => compileStep(statement, scope)));
}

/** The same where the method ends: without `^` its value is that of the message which is its last statement. */
export function compileTail({ statements }: Body, scope: Scope): Step {
  const last = statements.length - 1;
  return allSteps(
    statements.map((statement, index) =>
      index === last ? compileLast(statement, scope) : compileStep(statement, scope),
    ),
  );
}

function compileLast(statement: Expression, scope: Scope): Step {
  if (statement.type === 'try') return compileTry(statement, scope, TAIL);
  if (statement.type === 'postfix')
    return compileControlStep(statement, scope, TAIL) ?? compileStep(statement, scope);
  if (statement.type !== 'send' && statement.type !== 'cascade')
    return compileStep(statement, scope);
  const value = compile(statement, scope);
  return (frame) => {
    frame.home.result = value(frame);
    return false;
  };
}

function allSteps(steps: readonly Step[]): Step {
  const [only] = steps;
  if (only && steps.length === 1) return only;
  return (frame) => {
    for (const step of steps) if (step(frame)) return true;
    return false;
  };
}

function compileStep(statement: Expression, scope: Scope): Step {
  if (statement.type === 'return') {
    const value = statement.value === null ? () => null : compile(statement.value, scope);
    return (frame) => {
      frame.home.result = value(frame);
      return true;
    };
  }
  if (statement.type === 'shell') return shellStep(statement, scope);
  if (statement.type === 'try') return compileTry(statement, scope, STEP);
  const control = statement.type === 'postfix' ? compileControlStep(statement, scope) : null;
  if (control) return control;
  const code = compile(statement, scope);
  return (frame) => {
    code(frame);
    return false;
  };
}
