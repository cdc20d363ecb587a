// Chooses the journal: on disk where that is possible, else in memory. A breaker must never be why a call fails.
import { fileJournal } from './file-journal.ts';
import { type Journal, memoryJournal } from './journal.ts';
import { makePrivate } from './state-dir.ts';

/** Goes over to memory for good at the first error, such as a full disk or a read-only home. */
function orMemory(disk: Journal): Journal {
  const memory = memoryJournal();
  let current = disk;
  const attempt = <T>(work: (journal: Journal) => T): T => {
    try {
      return work(current);
    } catch (error) {
      if (current === memory) throw error;
      current = memory;
      return work(memory);
    }
  };
  return {
    failures: (endpoint) => attempt((journal) => journal.failures(endpoint)),
    add: (endpoint, at) => attempt((journal) => journal.add(endpoint, at)),
    clear: (endpoint) => attempt((journal) => journal.clear(endpoint)),
    claim: (endpoint, name) => attempt((journal) => journal.claim(endpoint, name)),
    release: (endpoint, name) => attempt((journal) => journal.release(endpoint, name)),
  };
}

/** The directory is created when it is missing. */
export function openJournal(dir: string | undefined): Journal {
  if (dir === undefined) return memoryJournal();
  try {
    makePrivate(dir);
    return orMemory(fileJournal(dir));
  } catch {
    return memoryJournal();
  }
}
