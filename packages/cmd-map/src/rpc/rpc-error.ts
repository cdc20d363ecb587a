// Why a request gets no answer, in the codes of JSON-RPC 2.0 (section 5.1) and our own.
import { isFailure } from '@rhachet/kit';

export const RPC = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  /** The question, or what is left of a batch, costs more than it may. */
  limit: -32001,
  /** What the map is made of cannot be read as it is now. */
  sources: -32002,
  unknownSymbol: -32004,
} as const;

export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: number;
  readonly data: Record<string, unknown> | undefined;

  constructor(code: number, message: string, data?: Record<string, unknown>) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

export const invalidParams = (message: string, hint?: string): RpcError =>
  new RpcError(RPC.invalidParams, message, hint === undefined ? undefined : { hint });

export interface ErrorObject {
  code: number;
  message: string;
  data?: Record<string, unknown>;
}

/** Anything but an `RpcError` and a `Failure` is a fault of ours, of which nothing is told to the caller. */
export function toErrorObject(error: unknown): ErrorObject {
  if (error instanceof RpcError) {
    const { code, message, data } = error;
    return { code, message, ...(data ? { data } : {}) };
  }
  if (!isFailure(error))
    return { code: RPC.internal, message: 'a fault of the dispatch map itself' };
  const { message, hint } = error;
  return { code: RPC.sources, message, ...(hint === undefined ? {} : { data: { hint } }) };
}
