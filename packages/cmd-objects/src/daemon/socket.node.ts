// Streams over Unix sockets, as Node has them.
import { createServer, type Socket, Socket as NetSocket } from 'node:net';
import type { Sockets, Stream, StreamHandler } from './socket.ts';

const NOBODY = new Set(['ENOENT', 'ECONNREFUSED']);

const streamOf = (socket: Socket): Stream => ({
  write: (bytes) => void socket.write(bytes),
  get waiting() {
    return socket.writableLength;
  },
  end: () => void socket.end(),
  destroy: () => void socket.destroy(),
  pause: () => void socket.pause(),
  resume: () => void socket.resume(),
});

function handle(socket: Socket, handler: StreamHandler): void {
  socket.on('data', (bytes) => handler.data(bytes));
  socket.on('end', () => handler.finished());
  socket.on('drain', () => handler.drained());
  // What is wrong with a connection ends it: `close` follows.
  socket.on('error', () => undefined);
  socket.on('close', () => handler.closed());
}

export const sockets: Sockets = {
  listen: (path, accept) =>
    new Promise((resolve, reject) => {
      const server = createServer({ allowHalfOpen: true }, (socket) =>
        handle(socket, accept(streamOf(socket))),
      );
      server.once('error', reject);
      server.listen(path, () => resolve({ stop: () => void server.close() }));
    }),

  connect: (path, handlerFor) =>
    new Promise((resolve, reject) => {
      const socket = new NetSocket();
      const stream = streamOf(socket);
      const fail = (error: NodeJS.ErrnoException): void =>
        NOBODY.has(error.code ?? '') ? resolve(null) : reject(error);
      socket.once('error', fail);
      socket.connect(path, () => {
        socket.off('error', fail);
        handle(socket, handlerFor(stream));
        resolve(stream);
      });
    }),
};
