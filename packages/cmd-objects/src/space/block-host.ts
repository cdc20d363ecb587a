// What bytecode asks of the object space.
import type { BlockOwner } from '../bytecode/serialise.ts';
import type { BlockHost } from '../bytecode/host.ts';
import { storable } from '../evaluate/assignment.ts';
import { POSTFIX } from '../evaluate/postfix.ts';
import { Block } from '../values/block.ts';
import { TrashError } from '../values/trash-error.ts';
import { textOf } from '../values/value.ts';
import { Instance } from './instance.ts';
import { classOf, type ObjectSpace } from './object-space.ts';
import type { Receiver } from './trash-class.ts';

/** A block that belongs to no object has no variables, and its messages come from outside. */
export function blockHost(space: ObjectSpace, { self: name, owner }: BlockOwner): BlockHost {
  const found = name === null ? null : space.resolve(textOf(name));
  const self: Receiver | null = found instanceof Block ? null : found;
  const needed = (): Receiver => {
    if (self) return self;
    throw new TrashError('NotFound', 'this block belongs to no object');
  };
  const instance = (): Instance => {
    const it = needed();
    if (it instanceof Instance) return it;
    throw new TrashError('NotFound', 'this block belongs to a class, which has no such variable');
  };
  return {
    self,
    owner,
    home: null,
    send: (receiver, selector, args) => space.send(receiver, selector, args, self),
    sendSuper: (selector, args) => {
      const foundAt = owner === null ? classOf(needed()) : space.classNamed(owner);
      return space.sendSuper(needed(), foundAt, selector, args);
    },
    getVariable: (variable) => space.getVariable(instance(), variable),
    setVariable: (variable, value) => space.setVariable(instance(), variable, storable(value)),
    getClassVariable: (variable) => space.getClassVariable(classOf(needed()), variable),
    setClassVariable: (variable, value) =>
      space.setClassVariable(classOf(needed()), variable, storable(value)),
    primitive: (selector, receiver, args) => {
      const apply = Object.hasOwn(POSTFIX, selector) ? POSTFIX[selector] : undefined;
      if (apply)
        return apply(receiver, args, { machine: space, self: self ?? space.classNamed('Object') });
      throw new TrashError('MessageNotUnderstood', `there is no '${selector}' in the language`);
    },
  };
}
