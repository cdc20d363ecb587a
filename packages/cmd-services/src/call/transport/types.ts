// One HTTP request on the wire. Two implementations: on Bun `node:http` alone costs 9 ms of a call.

export interface WireRequest {
  /** http or https, without user and password. */
  url: URL;
  method: string;
  headers: Record<string, string>;
  body?: Uint8Array<ArrayBuffer>;
  /** Connect to one of these and look no name up; every one of them has passed the guard. */
  addresses?: string[];
  /** Milliseconds until the connection, and TLS where there is some, must stand. */
  connectTimeout: number;
  /** Aborted with a `CallFault` as its reason. */
  signal: AbortSignal;
}

export interface WireAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** The bytes as they come. Leaving the loop early closes the connection. */
  body: AsyncIterable<Uint8Array>;
  /** All of the body at once, where the engine is quicker so; instead of `body`. */
  whole?: () => Promise<Uint8Array>;
  /** Gives up a body that nobody reads. */
  cancel: () => void;
}

export interface Transport {
  /** Follows no redirect, knows no proxy, decodes nothing. Rejects with a `CallFault`. */
  send: (request: WireRequest) => Promise<WireAnswer>;
  /** Every address of a name. Rejects with a `CallFault`. */
  lookup: (host: string) => Promise<string[]>;
  /** Resolves when something accepts a TCP connection. Rejects with a `CallFault`. */
  connect: (target: { host: string; port: number }, signal: AbortSignal) => Promise<void>;
  /** Closes idle connections. */
  close: () => void;
}
