// What a running method asks of the object space around it.
import type { Json, Value } from '../values/value.ts';
import type { Instance } from '../space/instance.ts';
import type { Receiver, TrashClass } from '../space/trash-class.ts';

export interface Machine {
  /** `caller` is the self of the method that sends; null from outside. */
  send(receiver: Value, selector: string, args: readonly Value[], caller: Receiver | null): Value;
  /** Looks the method up above `foundAt`, and runs it with the same self. */
  sendSuper(self: Receiver, foundAt: TrashClass, selector: string, args: readonly Value[]): Value;
  /** Notes that an object must be written. */
  touch(instance: Instance): void;
  getClassVariable(owner: TrashClass, name: string): Json;
  setClassVariable(owner: TrashClass, name: string, value: Json): void;
  /** The object that a text names, else null. */
  instanceOf(text: string): Instance | null;
  environment(name: string): string | undefined;
  shell(request: ShellRequest): ShellResult;
  raw(request: RawRequest): Value;
}

/** A message whose method is bash. */
export interface RawRequest {
  readonly text: string;
  readonly parameters: readonly string[];
  readonly selector: string;
  readonly self: Receiver;
  readonly args: readonly Value[];
}

/** A piece of a method that only bash can run. */
export interface ShellRequest {
  readonly text: string;
  readonly self: Receiver;
  readonly selector: string;
  readonly args: readonly Value[];
  /** The locals of the method, as text. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface ShellResult {
  readonly stdout: string;
  readonly status: number;
  readonly variables: Readonly<Record<string, string>>;
}
