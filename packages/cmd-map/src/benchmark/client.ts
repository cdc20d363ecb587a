// Asks a server over HTTP in one form, on a connection that stays open, and says what that took.

export type Format = 'json' | 'cbor';

const cbor = (): typeof import('#cbor') =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#cbor') as typeof import('#cbor');

interface Form {
  type: string;
  write: (value: unknown) => string | Uint8Array<ArrayBuffer>;
  read: (bytes: Uint8Array) => unknown;
}

const decoder = new TextDecoder();

const FORMS: Record<Format, Form> = {
  json: {
    type: 'application/json',
    write: (value) => JSON.stringify(value),
    read: (bytes) => JSON.parse(decoder.decode(bytes)) as unknown,
  },
  cbor: {
    type: 'application/cbor',
    write: (value) => cbor().encodeCbor(value),
    read: (bytes) => cbor().decodeCbor(bytes),
  },
};

/** Bytes of a value as CBOR in which strings that came before are numbers. */
export function stringrefBytes(value: unknown): number {
  const writer = new (cbor().CborWriter)({ stringref: true });
  writer.write(value);
  return writer.end().length;
}

export interface Asked {
  value: unknown;
  bytes: number;
  /** Milliseconds from the question to the last byte of its answer. */
  roundTripMs: number;
  /** Milliseconds to read the answer. */
  parseMs: number;
}

/** Rejects where the server does not answer well. */
export async function ask(url: string, format: Format, question: unknown): Promise<Asked> {
  const { type, write, read } = FORMS[format];
  const started = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': type, accept: type },
    body: write(question),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const ended = performance.now();
  if (!response.ok) throw new Error(`the server answered ${response.status} to ${type}`);
  const value = read(bytes);
  const parseMs = performance.now() - ended;
  return { value, bytes: bytes.length, roundTripMs: ended - started, parseMs };
}

/** Milliseconds to write an answer. */
export function writeMs(format: Format, value: unknown): number {
  const started = performance.now();
  FORMS[format].write(value);
  return performance.now() - started;
}

/** Milliseconds of a request that asks for nothing: what HTTP itself takes. */
export async function emptyTripMs(url: string): Promise<number> {
  const started = performance.now();
  await (await fetch(`${url}/healthz`)).arrayBuffer();
  return performance.now() - started;
}
