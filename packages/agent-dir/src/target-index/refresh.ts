// After roles were linked, unlinked or initialised: their links may be older than the index that does not know them.
import { writeIndex } from './write.ts';

/** Replaces the index of the project at `root`, or removes it where none can be relied on yet. Never fails. */
export function refreshIndex(root: string): void {
  try {
    writeIndex(process.getBuiltinModule('node:fs').realpathSync(root));
  } catch {
    return;
  }
}
