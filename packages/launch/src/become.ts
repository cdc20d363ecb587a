// Becoming another program: same process where the platform can, a child that looks like it where not.
import type { Ended } from '@rhachet/kit';
import { replace } from '#replace';
import type { Program } from './program.ts';

/**
 * Turns this process into `program`. Resolves only where that is impossible, once the program has ended as a child.
 * Throws a `Failure` (exit 126) when the kernel refuses the file.
 */
export const become = (program: Program): Promise<Ended> => replace(program);
