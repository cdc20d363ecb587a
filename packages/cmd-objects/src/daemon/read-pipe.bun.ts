// A named pipe on Bun: its sockets do not take one.
import { closeSync } from 'node:fs';
import type { ReadPipe } from './socket.ts';

export const readPipe: ReadPipe = (fd, { data, closed }) => {
  const reader = Bun.file(fd).stream().getReader();
  const read = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      data(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
    }
  };
  const close = (): void => {
    try {
      closeSync(fd);
    } catch {
      // The stream has closed it.
    }
    closed();
  };
  read().then(close, close);
  return { stop: () => void reader.cancel() };
};
