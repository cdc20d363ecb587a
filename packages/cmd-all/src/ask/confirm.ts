// Asking the person at the terminal before a skill runs that a model has chosen.
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { isTerminal, type Launch } from '@rhachet/kit';

export type Verdict = 'run' | 'refused' | 'nobody';

const LOOK_EVERY_MS = 40;
const LINE_BYTES = 1024;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What has been typed so far, in whole lines; `undefined` while there is none, empty at the end (Ctrl-D). */
function readTyped(terminal: number): string | undefined {
  const bytes = new Uint8Array(LINE_BYTES);
  try {
    return new TextDecoder().decode(bytes.subarray(0, readSync(terminal, bytes)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}

/** What was typed before the question was shown is no answer to it. */
function forgetTyped(terminal: number): void {
  while ((readTyped(terminal) ?? '') !== '');
}

/**
 * One line of the controlling terminal, which stdin need not be. Looked at now and then: a read that waits could not be
 * ended by Ctrl-C. `undefined` where there is no terminal to be opened.
 */
async function askTerminal(show: () => void, signal: AbortSignal): Promise<string | undefined> {
  let terminal: number;
  try {
    terminal = openSync('/dev/tty', constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    forgetTyped(terminal);
    show();
    for (;;) {
      signal.throwIfAborted();
      const typed = readTyped(terminal);
      if (typed !== undefined) return typed.trim().toLowerCase();
      await pause(LOOK_EVERY_MS);
    }
  } finally {
    closeSync(terminal);
  }
}

export interface ConfirmParts {
  launch: Launch;
  /** --yes */
  yes: boolean;
  show: (text: string) => void;
  signal: AbortSignal;
}

/** Whether a call may run: asked each time, until the answer is "all". */
export function confirmer({ launch, yes, show, signal }: ConfirmParts): () => Promise<Verdict> {
  let isAll = yes;
  return async () => {
    if (isAll) return 'run';
    if (!isTerminal(launch, 2)) return 'nobody';
    const typed = await askTerminal(() => show('  run it? [y]es, [n]o, [a]ll: '), signal);
    if (typed === undefined) return 'nobody';
    isAll = typed === 'a' || typed === 'all';
    return isAll || typed === 'y' || typed === 'yes' ? 'run' : 'refused';
  };
}
