// Streams over Unix sockets, as Bun has them. Loads nothing: `rhachet send` waits for it.
import { isOwnPeer } from './peer-uid.bun.ts';
import type { Sockets, Stream, StreamHandler } from './socket.ts';

const NOBODY = new Set(['ENOENT', 'ECONNREFUSED']);

/** `fd` is there, though Bun's types do not say so. */
type Raw = Bun.Socket<State> & { readonly fd?: number };

/** Bun takes what the kernel takes, the rest is ours to keep. */
class State {
  handler: StreamHandler | null = null;
  kept: Uint8Array[] = [];
  size = 0;
  isEnding = false;
}

function write(socket: Raw, bytes: Uint8Array): void {
  const state = socket.data;
  const taken = state.size > 0 ? 0 : Math.max(0, socket.write(bytes));
  if (taken === bytes.length) return;
  state.kept.push(bytes.slice(taken));
  state.size += bytes.length - taken;
}

function flush(socket: Raw): void {
  const state = socket.data;
  for (let first = state.kept[0]; first; first = state.kept[0]) {
    const taken = Math.max(0, socket.write(first));
    state.size -= taken;
    if (taken < first.length) {
      state.kept[0] = first.subarray(taken);
      return;
    }
    state.kept.shift();
  }
  if (state.isEnding) socket.end();
  else state.handler?.drained();
}

const streamOf = (socket: Raw): Stream => ({
  write: (bytes) => write(socket, bytes),
  get waiting() {
    return socket.data.size;
  },
  end() {
    socket.data.isEnding = true;
    if (socket.data.size === 0) socket.end();
  },
  destroy: () => socket.terminate(),
  pause: () => socket.pause(),
  resume: () => socket.resume(),
});

const events = (open: (socket: Raw) => void): Bun.SocketHandler<State> => ({
  open,
  data: (socket, bytes) => socket.data.handler?.data(bytes),
  drain: flush,
  end: (socket) => socket.data.handler?.finished(),
  error: () => undefined,
  close: (socket) => socket.data.handler?.closed(),
});

export const sockets: Sockets = {
  listen(path, accept) {
    const server = Bun.listen<State>({
      unix: path,
      allowHalfOpen: true,
      socket: events((socket) => {
        socket.data = new State();
        if (isOwnPeer(socket.fd)) socket.data.handler = accept(streamOf(socket));
        else socket.terminate();
      }),
    });
    return Promise.resolve({ stop: () => server.stop() });
  },

  async connect(path, handlerFor) {
    let stream: Stream | null = null;
    try {
      await Bun.connect<State>({
        unix: path,
        allowHalfOpen: true,
        socket: events((socket) => {
          socket.data = new State();
          stream = streamOf(socket);
          socket.data.handler = handlerFor(stream);
        }),
      });
    } catch (error) {
      if (NOBODY.has((error as NodeJS.ErrnoException).code ?? '')) return null;
      throw error;
    }
    return stream;
  },
};
