// The object space, for plugins in C, which are a bundle of their own.
import { storable } from '../evaluate/assignment.ts';
import { asTrashError } from '../evaluate/try-catch.ts';
import { normalSelector } from '../language/selector.ts';
import type { BlockRequest, Tools } from '../native/tools.ts';
import { selectorsOf } from '../classes/object-class.ts';
import { fieldsOf, rowOf } from '../store/row.ts';
import { Block, blockOf } from '../values/block.ts';
import { TrashError } from '../values/trash-error.ts';
import { jsonOf, numberOf, textOf } from '../values/value.ts';
import { Instance } from './instance.ts';
import { beyond } from './lookup.ts';
import type { ObjectSpace } from './object-space.ts';
import { type ClassParts, type Method, type Receiver, TrashClass } from './trash-class.ts';

/** Makes blocks of bytecode, where the process has what that needs. */
export type BlockReader = (space: ObjectSpace, request: BlockRequest) => Block;

export const nativeTools = (space: ObjectSpace, readBlock: BlockReader | null): Tools => ({
  ...{ space, Instance, TrashClass, Block, TrashError, asTrashError, textOf, jsonOf, storable },
  ...{ numberOf, blockOf, rowOf, rawMethod },
  isInstance: (value) => value instanceof Instance,
  fromRow: (json) => {
    const instance = space.persistence.create(
      space.classNamed(fieldsOf('a new object', json).class),
    );
    space.persistence.setData(instance, json);
    return instance;
  },
  selectorsOf: (itsClass) => selectorsOf(itsClass, 'instance'),
  beyond: (self, foundAt, selector) => beyond(self, { foundAt, selector, machine: space }),
  posted: (text) => space.printer.printError(text),
  registerClass: (parts) => space.registry.register(parts),
  blockFrom: (request) => {
    if (readBlock) return readBlock(space, request);
    throw new TrashError('BytecodeError', 'blocks of bytecode need the daemon, tt, or the library');
  },
  whenClassesChange: (then) => space.registry.whenChanged(then),
});

/** Also of a class file whose method a plugin hides. */
function rawMethod(receiver: Receiver, shown: string): Method | null {
  const selector = normalSelector(shown);
  const isObject = receiver instanceof Instance;
  const itsClass = isObject ? receiver.class : receiver;
  for (const at of itsClass.ancestry())
    for (let parts: ClassParts | null = at.parts; parts; parts = parts.plugin?.behind ?? null) {
      const own =
        (isObject ? null : parts.classMethods.get(selector)) ?? parts.methods.get(selector);
      if (own?.kind === 'bash') return { source: own, foundAt: at, run: own.bind(at) };
    }
  return null;
}
