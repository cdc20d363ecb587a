// A body as the message that it holds, in the type that it says it is.
import { parseJsonBytes, type Place } from '@rhachet/serve';
import { RPC, RpcError } from '../rpc/rpc-error.ts';
import { parseMediaType } from './accept.ts';

export const cbor = (): typeof import('#cbor') =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#cbor') as typeof import('#cbor');

export type BodyType = 'json' | 'cbor';

const JSON_LIKE = /^(?:.+\+)?json$/;
const CBOR_LIKE = /^(?:.+\+)?cbor$/;

/** A body that does not say its type is JSON. `undefined` for a type that is neither. */
export function bodyType(header: string | undefined): BodyType | undefined {
  if (header === undefined || header === 'application/json') return 'json';
  const { type, subtype = '' } = parseMediaType(header) ?? {};
  if (type !== 'application') return undefined;
  if (JSON_LIKE.test(subtype)) return 'json';
  return CBOR_LIKE.test(subtype) ? 'cbor' : undefined;
}

/** Each bundle has its own copy of an error's class: the name tells. */
function toParseError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message } = error;
  if (name === 'JsonError')
    return new RpcError(RPC.parseError, message, { at: (error as Error & { at: Place }).at });
  if (name !== 'CborError') return error;
  const { offset } = error as Error & { offset: number };
  return new RpcError(RPC.parseError, `it is no CBOR: ${message}`, { at: { offset } });
}

/** Throws an `RpcError` that says where it is wrong. */
export function parseBody(bytes: Uint8Array, type: BodyType): unknown {
  try {
    return type === 'json' ? parseJsonBytes(bytes).value : cbor().decodeCbor(bytes);
  } catch (error) {
    throw toParseError(error);
  }
}
