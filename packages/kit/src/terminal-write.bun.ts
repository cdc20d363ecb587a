// Writing bytes on Bun: `process.stdout` costs 5 to 7 ms, this 1.
import type { Write } from './terminal-write.ts';

export const write: Write = async (to, bytes) => {
  await Bun.write(to === 1 ? Bun.stdout : Bun.stderr, bytes);
};
