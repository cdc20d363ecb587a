// What the daemon needs from an engine: streams over Unix sockets, and named pipes. Node's module for it costs Bun 17 ms.

export interface Stream {
  /** Never waits: what the other side does not take yet is kept. */
  write(bytes: Uint8Array): void;
  /** Bytes that are kept. */
  readonly waiting: number;
  /** After what is kept has gone. */
  end(): void;
  /** At once. */
  destroy(): void;
  pause(): void;
  resume(): void;
}

export interface StreamHandler {
  data(bytes: Buffer): void;
  /** The other side says nothing more; it may still listen. */
  finished(): void;
  /** Nothing is kept any more. */
  drained(): void;
  closed(): void;
}

export interface Listener {
  stop(): void;
}

export interface Sockets {
  /** @throws system errors */
  listen(path: string, accept: (stream: Stream) => StreamHandler): Promise<Listener>;
  /** null where nobody listens. */
  connect(path: string, handlerFor: (stream: Stream) => StreamHandler): Promise<Stream | null>;
}

/** Reads a named pipe that was opened without blocking; the descriptor is closed at its end. */
export type ReadPipe = (
  fd: number,
  handler: Pick<StreamHandler, 'data' | 'closed'>,
) => { stop: () => void };
