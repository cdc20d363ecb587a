// Branches and loops become jumps; their blocks run in place, with no call.
import type { Expression } from '../../language/ast.ts';
import type { Code } from './code.ts';

interface ControlNode {
  readonly receiver: Expression;
  readonly args: readonly Expression[];
  /** Whether one value is left on the stack, or none. */
  readonly wanted: boolean;
}

type Control = (code: Code, node: ControlNode) => void;

/** By selector as written. What is not in here is the host's. */
export const CONTROL: ReadonlyMap<string, Control> = new Map<string, Control>([
  ['ifTrue:', (code, node) => conditional(code, node, [node.args[0], undefined])],
  ['ifFalse:', (code, node) => conditional(code, node, [undefined, node.args[0]])],
  ['ifTrue:ifFalse:', (code, node) => conditional(code, node, [node.args[0], node.args[1]])],
  ['ifFalse:ifTrue:', (code, node) => conditional(code, node, [node.args[1], node.args[0]])],
  ['ifNil:', (code, node) => nilConditional(code, node, [node.args[0], undefined])],
  ['ifNotNil:', (code, node) => nilConditional(code, node, [undefined, node.args[0]])],
  ['ifNil:ifNotNil:', (code, node) => nilConditional(code, node, [node.args[0], node.args[1]])],
  ['ifNotNil:ifNil:', (code, node) => nilConditional(code, node, [node.args[1], node.args[0]])],
  ['and:', (code, node) => logical(code, node, 'JUMP_FALSE')],
  ['or:', (code, node) => logical(code, node, 'JUMP_TRUE')],
  ['not', (code, node) => operation(code, node, 'NOT')],
  ['matches:', (code, node) => operation(code, node, 'MATCHES')],
  ['whileTrue:', (code, node) => whileLoop(code, node, 'JUMP_FALSE')],
  ['whileFalse:', (code, node) => whileLoop(code, node, 'JUMP_TRUE')],
  ['timesRepeat:', timesRepeat],
  ['to:do:', toDo],
]);

type Part = Expression | undefined;

function conditional(
  code: Code,
  { receiver, wanted }: ControlNode,
  [whenTrue, whenFalse]: [Part, Part],
): void {
  const { emitter } = code;
  code.value(receiver);
  const otherwise = emitter.jump('JUMP_FALSE');
  branch(code, whenTrue, wanted);
  if (!wanted && whenFalse === undefined) {
    emitter.land(otherwise);
    return;
  }
  const end = emitter.jump('JUMP');
  emitter.land(otherwise);
  branch(code, whenFalse, wanted);
  emitter.land(end);
}

/** A branch that is not there is nil. */
function branch(code: Code, part: Part, wanted: boolean): void {
  if (part?.type === 'block') {
    code.inline(part, { taken: 0, wanted });
  } else if (part !== undefined) {
    code.value(part);
    code.emitter.emit('BLOCK_VALUE');
    if (!wanted) code.emitter.emit('POP');
  } else if (wanted) {
    code.emitter.push(null);
  }
}

/** Without a block for it, what is not nil is its own value. */
function nilConditional(
  code: Code,
  { receiver, wanted }: ControlNode,
  [whenNil, whenNotNil]: [Part, Part],
): void {
  const { emitter } = code;
  code.value(receiver);
  emitter.emit('DUP');
  const notNil = emitter.jump('JUMP_NOT_NIL');
  emitter.emit('POP');
  branch(code, whenNil, wanted);
  const end = emitter.jump('JUMP');
  emitter.land(notNil);
  if (whenNotNil !== undefined) callWithOne(code, whenNotNil, wanted);
  else if (!wanted) emitter.emit('POP');
  emitter.land(end);
}

/** With the value on the stack as its argument. */
function callWithOne(code: Code, part: Expression, wanted: boolean): void {
  if (part.type === 'block') {
    code.inline(part, { taken: 1, wanted });
    return;
  }
  code.value(part);
  code.emitter.emit('SWAP');
  code.emitter.emit('INVOKE_BLOCK', 1);
  if (!wanted) code.emitter.emit('POP');
}

function logical(
  code: Code,
  { receiver, args: [right], wanted }: ControlNode,
  decided: 'JUMP_FALSE' | 'JUMP_TRUE',
): void {
  const { emitter } = code;
  code.value(receiver);
  const early = emitter.jump(decided);
  branch(code, right, true);
  emitter.emit('TRUTH');
  const end = emitter.jump('JUMP');
  emitter.land(early);
  emitter.push(decided === 'JUMP_TRUE');
  emitter.land(end);
  if (!wanted) emitter.emit('POP');
}

function operation(
  code: Code,
  { receiver, args, wanted }: ControlNode,
  name: 'NOT' | 'MATCHES',
): void {
  code.value(receiver);
  for (const arg of args) code.value(arg);
  code.emitter.emit(name);
  if (!wanted) code.emitter.emit('POP');
}

/** A part that runs each time round: a block in place, or one that was computed before the loop. */
function prepared(code: Code, part: Part): (how: { taken: 0 | 1; wanted: boolean }) => void {
  const { emitter } = code;
  if (part?.type === 'block') return (how) => code.inline(part, how);
  const slot = code.scope.newSlot();
  if (part === undefined) emitter.push(null);
  else code.value(part);
  emitter.emit('STORE_LOCAL', slot);
  return ({ taken, wanted }) => {
    emitter.emit('LOAD_LOCAL', slot);
    if (taken === 1) emitter.emit('SWAP');
    if (taken === 1) emitter.emit('INVOKE_BLOCK', 1);
    else emitter.emit('BLOCK_VALUE');
    if (!wanted) emitter.emit('POP');
  };
}

function whileLoop(
  code: Code,
  { receiver, args: [part], wanted }: ControlNode,
  leaves: 'JUMP_FALSE' | 'JUMP_TRUE',
): void {
  const { emitter } = code;
  const condition = prepared(code, receiver);
  const body = prepared(code, part);
  const start = emitter.here;
  condition({ taken: 0, wanted: true });
  const end = emitter.jump(leaves);
  body({ taken: 0, wanted: false });
  emitter.jumpBack('JUMP', start);
  emitter.land(end);
  if (wanted) emitter.push(null);
}

function timesRepeat(code: Code, node: ControlNode): void {
  const first: Expression = { type: 'number', value: 1, at: node.receiver.at };
  counted(code, node, { first, last: node.receiver, body: node.args[0], passes: false });
}

function toDo(code: Code, node: ControlNode): void {
  const [last, body] = node.args;
  counted(code, node, { first: node.receiver, last, body, passes: true });
}

interface Count {
  readonly first: Expression;
  readonly last: Part;
  readonly body: Part;
  /** Whether the body gets the count. */
  readonly passes: boolean;
}

function counted(code: Code, { wanted }: ControlNode, { first, last, body, passes }: Count): void {
  const { emitter } = code;
  const counter = numberSlot(code, first);
  const limit = numberSlot(code, last);
  const repeated = prepared(code, body);
  const start = emitter.here;
  emitter.emit('LOAD_LOCAL', counter);
  emitter.emit('LOAD_LOCAL', limit);
  emitter.emit('LE');
  const end = emitter.jump('JUMP_FALSE');
  if (passes) emitter.emit('LOAD_LOCAL', counter);
  repeated({ taken: passes ? 1 : 0, wanted: false });
  emitter.emit('LOAD_LOCAL', counter);
  emitter.push(1);
  emitter.emit('ADD');
  emitter.emit('STORE_LOCAL', counter);
  emitter.jumpBack('JUMP', start);
  emitter.land(end);
  if (wanted) emitter.push(null);
}

/** Adding 0 makes a number of a text, once. */
function numberSlot(code: Code, part: Part): number {
  const { emitter } = code;
  const slot = code.scope.newSlot();
  if (part === undefined) emitter.push(0);
  else code.value(part);
  if (part?.type !== 'number') {
    emitter.push(0);
    emitter.emit('ADD');
  }
  emitter.emit('STORE_LOCAL', slot);
  return slot;
}
