// HTTP as the server sees it, whichever engine speaks it.

export interface Incoming {
  method: string;
  /** Without the query. */
  path: string;
  /** By its name in lower case. */
  header: (name: string) => string | undefined;
  /** The whole body. Rejects with `TooLarge` when it has more bytes than that. */
  body: (most: number) => Promise<Uint8Array>;
  /** Aborted when the caller hangs up. */
  signal: AbortSignal;
}

export interface Reply {
  status: number;
  headers: Record<string, string>;
  /** What comes piece by piece is sent so; where it fails, the connection ends. */
  body: string | AsyncIterable<Uint8Array>;
}

/** Never rejects. */
export type Answer = (request: Incoming) => Promise<Reply>;

export interface Address {
  host: string;
  /** 0 takes a free one. */
  port: number;
}

export interface Listening {
  port: number;
  /** Takes no new requests; resolves when those that run are answered. */
  close: () => Promise<void>;
}

/** Rejects with the error of the system: `EADDRINUSE`, `EACCES`, … */
export type Listen = (address: Address, answer: Answer) => Promise<Listening>;

export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}
