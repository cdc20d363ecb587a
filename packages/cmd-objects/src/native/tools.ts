// What plugins in C need of the object space. Given, not imported: each bundle has its own copies of the classes.
import type { Value, Json } from '../values/value.ts';
import type { Block } from '../values/block.ts';
import type { TrashError } from '../values/trash-error.ts';
import type { Instance } from '../space/instance.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import type { ClassParts, Method, Receiver, TrashClass } from '../space/trash-class.ts';

/** A block from bytecode: its captures by name, and whose it is. */
export interface BlockRequest {
  readonly bytes: Uint8Array;
  readonly values: ReadonlyMap<string, Value>;
  readonly owner: Receiver | null;
}

export interface Tools {
  readonly space: ObjectSpace;
  readonly Instance: typeof Instance;
  readonly TrashClass: typeof TrashClass;
  readonly Block: typeof Block;
  readonly TrashError: typeof TrashError;
  readonly asTrashError: (error: unknown) => TrashError | null;
  readonly isInstance: (value: unknown) => value is Instance;
  readonly textOf: (value: Value | undefined) => string;
  readonly jsonOf: (value: Value | undefined) => Json;
  readonly storable: (value: Value | undefined) => Json;
  readonly numberOf: (value: Value | undefined) => number | bigint;
  readonly blockOf: (id: string) => Block | undefined;
  readonly rowOf: (instance: Instance) => string;
  /** @throws TrashError for a text that is no row */
  readonly fromRow: (json: string) => Instance;
  /** The raw method behind a selector, also where one in C hides it. */
  readonly rawMethod: (receiver: Receiver, selector: string) => Method | null;
  readonly selectorsOf: (itsClass: TrashClass) => string[];
  /** What would run if a class had no method of its own for a selector. */
  readonly beyond: (self: Receiver, foundAt: TrashClass, selector: string) => Method | null;
  /** Where the failure of a posted message is said. */
  readonly posted: (text: string) => void;
  readonly registerClass: (parts: ClassParts) => void;
  /** @throws TrashError BytecodeError */
  readonly blockFrom: (request: BlockRequest) => Block;
  /** Told when a class is registered anew. */
  readonly whenClassesChange: (then: () => void) => void;
}
