// Waiting for a condition: the only way in which a test waits.
import { setTimeout as pause } from 'node:timers/promises';

/** Resolves to the first value of `look` that is neither undefined nor false; throws after `seconds`. */
export async function until<T>(
  look: () => T | undefined | false,
  what: string,
  seconds = 20,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = look();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > end) throw new Error(`waited ${seconds} s in vain for ${what}`);
    await pause(10);
  }
}
