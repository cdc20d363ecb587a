// Whether a person sits at a descriptor.
import type { Launch } from './launch-context.ts';

/** Asks the system only where no launcher has looked: that costs Bun 5 ms. */
export const isTerminal = (
  { terminals }: Pick<Launch, 'terminals'>,
  descriptor: 0 | 1 | 2,
): boolean =>
  terminals?.includes(String(descriptor)) ??
  process.getBuiltinModule('node:tty').isatty(descriptor);
