// A named pipe on Node: a file stream would hold one of its four threads for as long as nobody writes.
import { Socket } from 'node:net';
import type { ReadPipe } from './socket.ts';

export const readPipe: ReadPipe = (fd, { data, closed }) => {
  const socket = new Socket({ fd, readable: true, writable: false });
  socket.on('data', (bytes) => data(bytes));
  socket.on('error', () => undefined);
  socket.on('close', closed);
  return { stop: () => void socket.destroy() };
};
