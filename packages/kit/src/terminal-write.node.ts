// Writing bytes on Node, for run.jit and for the libraries.
import type { Write } from './terminal-write.ts';

export const write: Write = (to, bytes) => {
  const stream = to === 1 ? process.stdout : process.stderr;
  // What goes wrong is told to the callback as well; unheard, it would end the process.
  if (stream.listenerCount('error') === 0) stream.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    stream.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
};
