// What the object space wants from bash: raw methods, and the lines of other methods that only bash can run.
import type { Json } from '../values/value.ts';

/** A raw method, or one statement of bash inside another method. */
export interface BashCall {
  /** Bash source: the body of a function. */
  readonly text: string;
  /** `$1`, `$2`, …; each is also a local variable of its name in `parameters`. */
  readonly args: readonly string[];
  readonly parameters: readonly string[];
  readonly context: BashContext;
  /** Locals of the method around a statement: set before, and read back after. null: a method of its own. */
  readonly variables: Readonly<Record<string, string>> | null;
  /** Whose worker: each session has one of its own, and null is the session of the process. */
  readonly session: string | null;
}

/** What `$_RECEIVER`, `$_CLASS`, `$_INSTANCE`, `$_SUPERCLASS`, `$_SELECTOR` are in there. */
export interface BashContext {
  readonly receiver: string;
  readonly className: string;
  /** '' in a class method. */
  readonly instance: string;
  readonly superclass: string;
  readonly selector: string;
}

export interface BashResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
  /** An error thrown by `_throw`, or in a message that the body sent and did not catch; else null. */
  readonly error: { readonly type: string; readonly message: string } | null;
  readonly variables: Readonly<Record<string, string>> | null;
}

/** What a body may ask for while its caller waits: each is one frame there and one back. */
export interface BridgeHost {
  /** `@ receiver words…`, as a shell has split it. `output` is what its Console printed, in front of the value. */
  send(words: readonly string[], context: BashContext): BridgeReply;
  /** `_ivar name`. */
  getVariable(instance: string, name: string): string;
  /** `_ivar_set name text`. */
  setVariable(instance: string, name: string, text: string): void;
  /** `_generate_instance_id Class`. */
  newId(className: string): string;
  /** `_create_instance Class id`. */
  create(className: string, id: string): void;
  /** `db_get id`; null when there is none. */
  getRow(id: string): string | null;
  /** `db_put id json`. */
  putRow(id: string, json: Json): void;
  deleteRow(id: string): void;
  getKey(key: string): string | null;
  setKey(key: string, value: string): void;
  deleteKey(key: string): void;
  /** `kv_keys prefix`. */
  keys(prefix: string): readonly string[];
  /** `_find_with_predicate Class predicate`, `db_find_by_class Class` (''): ids. */
  find(className: string, predicate: string): readonly string[];
  /** `_conforms_to Class protocol`. */
  conformsTo(className: string, protocol: string): boolean;
}

export interface BridgeReply {
  readonly output: string;
  readonly errors: string;
  readonly value: string;
  /** null when it went well. */
  readonly error: { readonly type: string; readonly message: string } | null;
}

export interface Bridge {
  /** Waits for the body to end. Calls of `host` come before it returns, and may call `run` again. */
  run(call: BashCall, host: BridgeHost): BashResult;
  close(): void;
}
