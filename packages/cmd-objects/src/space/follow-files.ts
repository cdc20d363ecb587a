// A daemon lives longer than its class files stay as they are: a changed one is read again.
import { asTrashError } from '../evaluate/try-catch.ts';
import { Block } from '../values/block.ts';
import { stampOf } from './file-stamp.ts';
import { classOf, type ObjectSpace } from './object-space.ts';
import type { CodeFile } from './latest-files.ts';
import type { ClassParts, TrashClass } from './trash-class.ts';

/** Those that no message asks for are looked at so often, for others rest on them. */
const EVERY_MS = 1_000;

export class FileFollower {
  readonly #space: ObjectSpace;
  #lastLook = 0;

  constructor(space: ObjectSpace) {
    this.#space = space;
  }

  /** Before a message from outside: the class of its receiver and all that it rests on are as their files are. */
  refresh(receiver: string): void {
    const now = performance.now();
    if (now - this.#lastLook >= EVERY_MS) {
      this.#lastLook = now;
      for (const name of this.#space.registry.names) this.#look(this.#loaded(name));
    }
    this.#look(this.#classOf(receiver));
  }

  #classOf(receiver: string): TrashClass | null {
    try {
      const found = this.#space.resolve(receiver);
      return found instanceof Block ? null : classOf(found);
    } catch (error) {
      return none(error);
    }
  }

  #loaded(name: string): TrashClass | null {
    try {
      return this.#space.registry.get(name);
    } catch (error) {
      return none(error);
    }
  }

  #look(itsClass: TrashClass | null): void {
    for (const at of itsClass?.ancestry() ?? [])
      for (const { name, parts } of [at, ...at.traits])
        if (hasChanged(parts)) this.#space.registry.forget(name);
  }
}

/** Its class file, and the code that lies over it. */
const hasChanged = ({ source, plugin }: ClassParts): boolean =>
  isOther(source) || isOther(plugin) || (plugin?.behind ? hasChanged(plugin.behind) : false);

const isOther = (file: CodeFile | null | undefined): boolean =>
  Boolean(file && stampOf(file.path) !== file.stamp);

/** The message itself says what is wrong. */
function none(error: unknown): null {
  if (asTrashError(error)) return null;
  throw error;
}
