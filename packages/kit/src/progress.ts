// How far something is that takes longer than a second: one line on the terminal, gone when it is over.
import { isTerminal } from './is-terminal.ts';
import type { Launch } from './launch-context.ts';
import { writeErrNow } from './terminal.ts';

/** What took less shows nothing. */
const PATIENCE_MS = 500;
/** More often no eye sees it. */
const EVERY_MS = 100;

/** Called as often as you like; a total that is reached removes the line. */
export type Progress = (what: string, done: number, total: number) => void;

const isShown = (launch: Launch): boolean =>
  (process.env.NO_COLOR ?? '') === '' && isTerminal(launch, 2);

/** `undefined` where stderr is no terminal, or with NO_COLOR. */
export function progressOf(launch: Launch): Progress | undefined {
  if (!isShown(launch)) return undefined;
  const started = performance.now();
  let last = 0;
  return (what, done, total) => {
    const now = performance.now();
    if (done >= total && last > 0) writeErrNow('\r\u001b[2K');
    if (done >= total || now - started < PATIENCE_MS || now - last < EVERY_MS) return;
    last = now;
    writeErrNow(`\r\u001b[2K${what} ${Math.floor((done / total) * 100)} %`);
  };
}
