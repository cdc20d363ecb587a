// HTTP as a server sees it, whichever engine speaks it.

export interface Incoming {
  method: string;
  /** Without the query. */
  path: string;
  /** By its name in lower case. */
  header: (name: string) => string | undefined;
  /** The whole body. Rejects with `BodyRefused` when it has more bytes than that, takes too long, or too many are read. */
  body: (most: number) => Promise<Uint8Array>;
  /** Aborted when the caller hangs up. */
  signal: AbortSignal;
}

export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array<ArrayBuffer>;
}

/** Sent piece by piece, as it comes; where it fails, the connection ends. */
export interface StreamedReply extends Omit<Reply, 'body'> {
  body: AsyncIterable<Uint8Array>;
}

/** Never rejects. */
export type Answer = (request: Incoming) => Promise<Reply | StreamedReply> | Reply | StreamedReply;

export interface TcpAddress {
  host: string;
  /** 0 takes a free one. */
  port: number;
}

/** `socket` is the path of a Unix socket, which only its owner may use. */
export type Address = TcpAddress | { socket: string };

export interface Listening {
  /** 0 for a Unix socket. */
  port: number;
  /** Takes no new requests; resolves when those that run are answered, or were given up after `GRACE_MS`. */
  close: () => Promise<void>;
}

/** Rejects with the error of the system: `EADDRINUSE`, `EACCES`, … */
export type Listen = (address: Address, answer: Answer) => Promise<Listening>;

/** Seconds in which a connection may be silent while it is answered or idle. A service may take long to answer. */
export const SILENCE = 255;

/** Milliseconds in which running requests are answered after the end was asked for. */
export const GRACE_MS = 10_000;

export type BodyFault = 'too_large' | 'too_slow' | 'too_many';

/** Why a body was not read to its end. */
export class BodyRefused extends Error {
  override readonly name = 'BodyRefused';
  readonly fault: BodyFault;

  constructor(fault: BodyFault) {
    super(fault);
    this.fault = fault;
  }
}
