// What the daemon serves: the object space, as far as requests from outside reach it.
import type { BashContext, BridgeHost } from '../bridge/bridge.ts';
import type { TextReply, TextRequest } from '../space/text-request.ts';

export interface DaemonRequest extends TextRequest {
  /** The caller is a bash that can run a `pragma: direct` method itself. */
  readonly canRunHere: boolean;
}

/** The method is to be run in the shell that has sent the message. */
export interface RunHere {
  readonly kind: 'here';
  readonly text: string;
  readonly args: readonly string[];
  readonly parameters: readonly string[];
  readonly context: BashContext;
}

export type BlockOperation = 'register' | 'invoke' | 'serialize';

export interface BlockFields {
  /** '' for register. */
  readonly id: string;
  /** Bytecode in hex for register, a JSON list of arguments for invoke. */
  readonly data: string;
  /** A JSON list of `{name, value}`. */
  readonly captures: string;
  readonly session: string | null;
}

export interface BlockReply extends TextReply {
  /** Of a block that was registered. */
  readonly blockId?: string;
  /** Bytecode in hex. */
  readonly blockData?: string;
}

export interface DaemonRuntime {
  send(request: DaemonRequest): TextReply | RunHere;
  /** Status 200 for a block that nobody knows. */
  blockOperation(operation: BlockOperation, fields: BlockFields): BlockReply;
  /** JSON text: `classes`, `plugins`, `refs`, or the row of an object by its id; null when there is none. */
  inspect(what: string): string | null;
  /** What a method asks for that runs in the caller's shell. */
  hostFor(session: string | null): BridgeHost;
  /** Writes what is not written; called once, when nothing runs. */
  close(): void;
}

export const isRunHere = (reply: TextReply | RunHere): reply is RunHere => reply.kind === 'here';
