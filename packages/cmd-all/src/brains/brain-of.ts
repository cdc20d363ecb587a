// The brain of a call: the one that is chosen, or with --mock a script.
import type { Brain } from './types.ts';
import { chooseBrain } from './choose.ts';
import { readBrains } from './config.ts';
import { mockBrain } from './mock-brain.ts';
import { sdkBrain, takesTools } from './sdk-brain.ts';

export interface BrainOptions {
  brain?: string;
  mock?: string;
}

export interface Chosen {
  brain: Brain;
  takesTools: boolean;
}

/** Throws a `Failure` where none is chosen, none of that name is known, or its key is missing. */
export function brainOf({ brain, mock }: BrainOptions): Chosen {
  if (mock !== undefined) return { brain: mockBrain(mock), takesTools: true };
  const choice = chooseBrain(readBrains(), brain);
  return { brain: sdkBrain(choice), takesTools: takesTools(choice) };
}
