// A service may repeat what it was sent, in an error page or as an echo: the secret is taken out of all that we hand on.

const MASK = '***';
/** Shorter ones would take letters out of every word. */
const SHORTEST = 4;

export interface Mask {
  text: (text: string) => string;
  /** Strings, keys and numbers at any depth. */
  value: (value: unknown) => unknown;
  bytes: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
}

const same = <T>(value: T): T => value;
export const NO_MASK: Mask = { text: same, value: same, bytes: same };

function maskValue(value: unknown, text: (text: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') {
    const shown = String(value);
    return text(shown) === shown ? value : MASK;
  }
  if (Array.isArray(value)) return value.map((item) => maskValue(item, text));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [text(key), maskValue(item, text)]));
}

/** How many bytes at the end of `data` may be the beginning of `secret`. */
function openEnd(data: Buffer, secret: Buffer): number {
  let length = Math.min(secret.length - 1, data.length);
  while (length > 0 && !data.subarray(-length).equals(secret.subarray(0, length))) length -= 1;
  return length;
}

/** Latin-1 maps bytes to characters and back without loss. */
const replaceBytes = (data: Buffer, secrets: Buffer[]): Buffer =>
  Buffer.from(
    secrets.reduce(
      (text, secret) => text.replaceAll(secret.toString('latin1'), MASK),
      data.toString('latin1'),
    ),
    'latin1',
  );

/** Holds back only what may be the beginning of a secret that the next chunk goes on with. */
async function* maskBytes(
  chunks: AsyncIterable<Uint8Array>,
  secrets: Buffer[],
): AsyncIterable<Uint8Array> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const data = replaceBytes(Buffer.concat([held, chunk]), secrets);
    const open = Math.max(...secrets.map((secret) => openEnd(data, secret)));
    held = data.subarray(data.length - open);
    if (open < data.length) yield data.subarray(0, data.length - open);
  }
  if (held.length > 0) yield held;
}

/** The longest first: a short secret may be a part of a longer one. */
export function makeMask(secrets: string[]): Mask {
  const known = secrets.filter(({ length }) => length >= SHORTEST);
  if (known.length === 0) return NO_MASK;
  known.sort((a, b) => b.length - a.length);
  const text = (from: string): string =>
    known.reduce((masked, secret) => masked.replaceAll(secret, MASK), from);
  const bytes = known.map((secret) => Buffer.from(secret));
  return {
    text,
    value: (value) => maskValue(value, text),
    bytes: (chunks) => maskBytes(chunks, bytes),
  };
}
