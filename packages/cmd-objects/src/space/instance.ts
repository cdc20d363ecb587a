// An object: the values of its variables, in the order of its class's layout.
import { type Json, Reference } from '../values/value.ts';
import type { Handle } from '../native/memory.ts';
import type { TrashClass } from './trash-class.ts';

export class Instance extends Reference {
  readonly id: string;
  class: TrashClass;
  slots: Json[];
  /** Fields of the row that the class no longer declares: kept, and back when it declares them again. */
  extra: Record<string, Json> | null = null;
  /** Unix seconds as text; RFC 3339 in rows that others wrote. */
  createdAt: string;
  /** Changed since it was written. */
  isDirty = false;
  isDeleted = false;
  /** Its handle, once its variables lie in C: `src/native`. */
  native: Handle | null = null;
  /** The text of its row, as this process knows it; null for one that was never written. */
  stored: string | null = null;

  constructor(id: string, itsClass: TrashClass, createdAt: string) {
    super();
    this.id = id;
    this.class = itsClass;
    this.slots = itsClass.layout.map((variable) => variable.default);
    this.createdAt = createdAt;
  }

  get referenceText(): string {
    return this.id;
  }
}
