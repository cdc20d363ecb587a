// Reads what `frame` writes, with lengths in bytes.

const HEAD = 24;
const LENGTH = 8;
const MOST_BYTES = 256 * 1024 * 1024;

export interface Decoded {
  readonly kind: string;
  readonly fields: readonly string[];
  /** Bytes that it took. */
  readonly size: number;
}

/**
 * null until all of it is there.
 * @throws Error for what is no frame
 */
export function decodeFrame(bytes: Buffer): Decoded | null {
  if (bytes.length < HEAD) return null;
  const head = bytes.toString('latin1', 0, HEAD);
  if (!/^[a-z]\d{23}$/.test(head)) throw new Error('no frame begins here');
  const count = Number(head.slice(1, 8));
  const size = Number(head.slice(8));
  if (size > MOST_BYTES || count * LENGTH > size) throw new Error('a frame that is too large');
  if (bytes.length < HEAD + size) return null;
  const fields: string[] = [];
  let at = HEAD + count * LENGTH;
  for (let index = 0; index < count; index++) {
    const from = HEAD + index * LENGTH;
    const length = Number(bytes.toString('latin1', from, from + LENGTH));
    if (!Number.isInteger(length) || at + length > HEAD + size) throw new Error('a wrong length');
    fields.push(bytes.toString('utf8', at, at + length));
    at += length;
  }
  return { kind: head.charAt(0), fields, size: HEAD + size };
}
