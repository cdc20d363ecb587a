// What a name in a body means: a local, a variable of the object or class, a variable of bash, or itself.
import type { Expression } from '../language/ast.ts';
import type { Instance } from '../space/instance.ts';
import type { TrashClass } from '../space/trash-class.ts';
import { TrashError } from '../values/trash-error.ts';
import { textOf, type Value } from '../values/value.ts';
import type { Code } from './compile.ts';
import type { Frame } from './frame.ts';
import type { MethodScope, Scope } from './scope.ts';

type Name = Extract<Expression, { type: 'name' }>;

/**
 * A name that nothing declares is a class where it begins with a capital, and a plain word as the
 * argument of a message (`@ self setState: open`); elsewhere it is a mistake.
 */
export function nameCode(
  { name, isVariable }: Name,
  scope: Scope,
  place: 'value' | 'argument' | 'receiver',
): Code {
  const known = variableCode(name, scope);
  if (known) return known;
  if (isVariable) return shellVariable(name, scope.method);
  if (place === 'argument' || /^[A-Z]|::/.test(name)) return () => name;
  return () => {
    throw new TrashError('NameError', `nothing is called '${name}' here`);
  };
}

function variableCode(name: string, scope: Scope): Code | null {
  return localCode(name, scope) ?? ivarCode(name, scope) ?? classVariableCode(name, scope);
}

function localCode(name: string, scope: Scope): Code | null {
  const found = scope.find(name);
  if (!found) return null;
  const { depth, slot } = found;
  if (depth === 0) return (frame) => frame.vars[slot] ?? null;
  return (frame) => outwards(frame, depth).vars[slot] ?? null;
}

export function outwards(frame: Frame, depth: number): Frame {
  let at = frame;
  for (let left = depth; left > 0 && at.outer; left--) at = at.outer;
  return at;
}

/** The slot of a variable in the class of each object that comes by, which is nearly always the same class. */
export function slotFinder(name: string): (itsClass: TrashClass) => number {
  let last: TrashClass | null = null;
  let slot = -1;
  return (itsClass) => {
    if (itsClass === last) return slot;
    last = itsClass;
    slot = itsClass.slotOf.get(name) ?? -1;
    return slot;
  };
}

interface Found {
  readonly method: { readonly foundAt: TrashClass; readonly isClassSide: boolean };
}

export const isInstanceVariable = (name: string, { method }: Found): boolean =>
  !method.isClassSide && method.foundAt.slotOf.has(name);

function ivarCode(name: string, scope: Scope): Code | null {
  if (!isInstanceVariable(name, scope)) return null;
  const slotIn = slotFinder(name);
  return (frame) => {
    const self = frame.self as Instance;
    return self.slots[slotIn(self.class)] ?? null;
  };
}

/** Each class has its own copy: the name is declared above, the value belongs to the class of self. */
export function ownerOf(frame: Pick<Frame, 'self'>): TrashClass {
  return 'slots' in frame.self ? frame.self.class : frame.self;
}

export function isClassVariable(name: string, { method }: Found): boolean {
  for (let at: TrashClass | null = method.foundAt; at; at = at.superclass)
    if (at.parts.classVariables.some((variable) => variable.name === name)) return true;
  return false;
}

function classVariableCode(name: string, scope: Scope): Code | null {
  if (!isClassVariable(name, scope)) return null;
  const { machine } = scope.method;
  return (frame) => machine.getClassVariable(ownerOf(frame), name);
}

/** `$1`, `$_RECEIVER`, `$HOME`. */
export function shellVariable(
  name: string,
  { machine, selector }: Pick<MethodScope, 'machine' | 'selector'>,
): (frame: Pick<Frame, 'self' | 'args'>) => Value {
  if (/^\d+$/.test(name)) return (frame) => frame.args[Number(name) - 1] ?? null;
  switch (name) {
    case '_RECEIVER':
      return (frame) => textOf(frame.self);
    case '_CLASS':
      return (frame) => ownerOf(frame).name;
    case '_INSTANCE':
      return (frame) => ('slots' in frame.self ? frame.self.id : '');
    case '_SUPERCLASS':
      return (frame) => ownerOf(frame).superclass?.name ?? '';
    case '_SELECTOR':
      return () => selector;
    default:
      return () => machine.environment(name) ?? '';
  }
}
