// Why a request is refused before anything is asked: a status of HTTP, and the same in the words of JSON-RPC.
import { BodyRefused } from '@rhachet/serve';
import { type ErrorObject, RPC, RpcError, toErrorObject } from '../rpc/rpc-error.ts';

export interface RefusalOptions {
  status: number;
  hint?: string;
  headers?: Record<string, string>;
}

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly options: RefusalOptions;

  constructor(message: string, options: RefusalOptions) {
    super(message);
    this.options = options;
  }
}

export interface Refused {
  status: number;
  headers: Record<string, string>;
  error: ErrorObject;
  /** A fault of our own. */
  isFault: boolean;
}

/** What follows a body that was not read is no request. */
const CLOSE = { connection: 'close' };

function bodyRefused({ fault }: BodyRefused, limit: number): Refusal {
  if (fault === 'too_slow')
    return new Refusal('the body did not come in time', { status: 408, headers: CLOSE });
  if (fault === 'too_many')
    return new Refusal('too many large bodies are being read', {
      status: 503,
      headers: { 'retry-after': '1', ...CLOSE },
    });
  return new Refusal(`the body is larger than ${limit} bytes`, {
    status: 413,
    hint: 'map serve --body-limit sets it',
    headers: CLOSE,
  });
}

/** `limit` is that of bodies, in bytes. */
export function toRefused(error: unknown, limit: number): Refused {
  if (error instanceof BodyRefused) return toRefused(bodyRefused(error, limit), limit);
  if (error instanceof Refusal) {
    const { status, hint, headers = {} } = error.options;
    const data = hint === undefined ? {} : { data: { hint } };
    const object = { code: RPC.invalidRequest, message: error.message, ...data };
    return { status, headers, error: object, isFault: false };
  }
  const object = toErrorObject(error);
  const isFault = object.code === RPC.internal;
  return { status: error instanceof RpcError ? 400 : 500, headers: {}, error: object, isFault };
}
