// CBOR from outside, strictly: definite lengths, shortest heads, text keys that are there once.
import { decode } from 'cborg';
import { CborError, LimitedTokens } from './tokens.ts';

const STRICT = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowNaN: false,
  allowInfinity: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
};

const withoutPrefix = (message: string): string => message.replace(/^CBOR decode error:?\s*/, '');

/** The value; string references (tags 256 and 25) are resolved. Throws a `CborError` with an offset. */
export function decodeCbor(bytes: Uint8Array): unknown {
  const tokens = new LimitedTokens(bytes, STRICT);
  try {
    const value: unknown = decode(bytes, { ...STRICT, tokenizer: tokens });
    return value;
  } catch (error) {
    if (error instanceof CborError) throw error;
    const isRest =
      tokens.pos() < bytes.length && (error as Error).message.includes('too many terminals');
    throw isRest
      ? new CborError('something follows its end', tokens.pos())
      : new CborError(withoutPrefix((error as Error).message), tokens.start);
  }
}
