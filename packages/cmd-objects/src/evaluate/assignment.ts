// `name := value`, to whatever kind of variable the name is.
import type { Instance } from '../space/instance.ts';
import { jsonFromText, type Json, jsonOf, type Value } from '../values/value.ts';
import type { Code } from './compile.ts';
import { isClassVariable, isInstanceVariable, outwards, ownerOf, slotFinder } from './names.ts';
import type { Scope } from './scope.ts';

/** A name that nothing declares becomes a local, as it would in bash. */
export function assignment(name: string, value: Code, scope: Scope): Code {
  const { machine } = scope.method;
  const local = scope.find(name);
  if (!local && isInstanceVariable(name, scope)) {
    const slotIn = slotFinder(name);
    return (frame) => {
      const result = value(frame);
      const self = frame.self as Instance;
      self.slots[slotIn(self.class)] = storable(result);
      machine.touch(self);
      return result;
    };
  }
  if (!local && isClassVariable(name, scope)) {
    return (frame) => {
      const result = value(frame);
      machine.setClassVariable(ownerOf(frame), name, storable(result));
      return result;
    };
  }
  const { depth, slot } = local ?? { depth: 0, slot: scope.declare(name) };
  return (frame) => (outwards(frame, depth).vars[slot] = value(frame));
}

/** Text that is an integer, a list or a dictionary is kept as such: so a row reads the same whoever wrote it. */
export function storable(value: Value | undefined): Json {
  return typeof value === 'string' ? jsonFromText(value) : jsonOf(value);
}
