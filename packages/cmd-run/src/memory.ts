// The index of targets is written by a bundle of its own, which most calls do not read.
import type { Memory } from '@rhachet/target';

export const memory = (): Memory =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, found at run time
  require('#target-index') as typeof import('#target-index');
