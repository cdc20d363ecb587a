// Puts a file of the index in its place, whole, with the time that readers compare with.
import { NoIndex } from './cache-dir.ts';

/**
 * What changed less than this before the scan may change again without a newer time: busybox and bash 3.2 compare whole
 * seconds, some file systems keep every second one.
 */
const MARGIN_MS = 2_000;

/**
 * The time for a file that rests on things which changed at `times`: just behind the newest, so that a clock set back
 * does not keep it alive. Milliseconds since the epoch. Throws `NoIndex` when something changed too recently.
 */
export function stampFor(times: number[], scannedMs: number): number {
  const stamp = Math.ceil(Math.max(...times)) + 1;
  if (stamp <= scannedMs - MARGIN_MS) return stamp;
  const when = new Date(stamp).toISOString();
  throw new NoIndex(`something changed at ${when}, too recently to rely on its time`);
}

/** A reader sees the old file or the new one. */
export function placeFile(path: string, text: string, stampMs: number): void {
  const fs = process.getBuiltinModule('node:fs');
  const begun = `${path}.${process.pid}.${crypto.randomUUID()}`;
  fs.writeFileSync(begun, text, { mode: 0o600, flag: 'wx' });
  try {
    fs.utimesSync(begun, stampMs / 1000, stampMs / 1000);
    fs.renameSync(begun, path);
  } catch (error) {
    fs.rmSync(begun, { force: true });
    throw error;
  }
}
