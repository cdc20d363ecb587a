// `@ receiver selector: argument`, and cascades of them.
import type { Expression, Message, SendExpression } from '../language/ast.ts';
import type { Value } from '../values/value.ts';
import { type Code, compile } from './compile.ts';
import type { Frame } from './frame.ts';
import { nameCode } from './names.ts';
import type { Scope } from './scope.ts';

export function compileSend({ receiver, selector, args }: SendExpression, scope: Scope): Code {
  const values = args.map((arg) => argument(arg, scope));
  return to(receiver, scope, { selector, values });
}

/** A bare word that nothing declares is its own text here: `@ self setState: open`, `#(red green)`. */
export function argument(expression: Expression, scope: Scope): Code {
  return expression.type === 'name'
    ? nameCode(expression, scope, 'argument')
    : compile(expression, scope);
}

interface Compiled {
  readonly selector: string;
  readonly values: readonly Code[];
}

function to(receiver: Expression, scope: Scope, { selector, values }: Compiled): Code {
  const { machine, foundAt } = scope.method;
  if (receiver.type === 'super')
    return (frame) => machine.sendSuper(frame.self, foundAt, selector, all(values, frame));
  if (receiver.type === 'self')
    return (frame) => machine.send(frame.self, selector, all(values, frame), frame.self);
  const subject = receiverCode(receiver, scope);
  return (frame) => {
    const target = subject(frame);
    return machine.send(target, selector, all(values, frame), frame.self);
  };
}

const receiverCode = (receiver: Expression, scope: Scope): Code =>
  receiver.type === 'name' ? nameCode(receiver, scope, 'receiver') : compile(receiver, scope);

const NONE: readonly Value[] = [];

function all(values: readonly Code[], frame: Frame): readonly Value[] {
  const [first] = values;
  if (first === undefined) return NONE;
  if (values.length === 1) return [first(frame)];
  return values.map((value) => value(frame));
}

/** All messages go to one receiver, which is worked out once; the value is that of the last. */
export function compileCascade(
  { receiver, messages }: Extract<Expression, { type: 'cascade' }>,
  scope: Scope,
): Code {
  if (receiver.type === 'self' || receiver.type === 'super') {
    const sends = messages.map((message) => to(receiver, scope, compiled(message, scope)));
    return (frame) => lastOf(sends, frame);
  }
  const subject = receiverCode(receiver, scope);
  const sends = messages.map((message) => compiled(message, scope));
  const { machine } = scope.method;
  return (frame) => {
    const target = subject(frame);
    let result: Value = null;
    for (const { selector, values } of sends)
      result = machine.send(target, selector, all(values, frame), frame.self);
    return result;
  };
}

const compiled = ({ selector, args }: Message, scope: Scope): Compiled => ({
  selector,
  values: args.map((arg) => argument(arg, scope)),
});

function lastOf(sends: readonly Code[], frame: Frame): Value {
  let result: Value = null;
  for (const send of sends) result = send(frame);
  return result;
}
