// After a call that the index could not answer.
import { parentOf } from '../paths.ts';
import type { Target } from '../targets.ts';
import { addShard } from './shards.ts';
import { writeIndex } from './write.ts';

/**
 * Does what the launcher asks for: `stale`, the whole index, or the name of the shards to which one is missing.
 * Never fails a call: without an index the runtime answers the next one too, and `doctor --refresh` says why.
 */
export function rememberTarget(asked: string, agentDir: string, target: Target): void {
  const project = parentOf(agentDir);
  try {
    if (asked === 'stale') writeIndex(project, target);
    else addShard(project, asked, target);
  } catch {
    return;
  }
}
