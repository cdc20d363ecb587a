// How a command that goes on is told to end.
import { EXIT } from '@rhachet/kit';

/** SIGTERM is how a supervisor ends what it started, so all is well; Ctrl-C is what a shell must hear of. */
const EXITS = { SIGTERM: EXIT.ok, SIGINT: 130 } as const;

/** Calls `stop` at the first signal, with the exit code that belongs to it. The second one kills. */
export function onStop(stop: (exit: number) => void): void {
  const names = Object.keys(EXITS) as (keyof typeof EXITS)[];
  const hear = (signal: NodeJS.Signals): void => {
    for (const name of names) process.off(name, hear);
    stop(EXITS[signal as keyof typeof EXITS]);
  };
  for (const name of names) process.on(name, hear);
}

/** The same as a signal that is aborted then; `exit` says how the process is to end. */
export function stopSignal(): { signal: AbortSignal; exit: () => number } {
  const stopped = new AbortController();
  let exit: number = EXIT.ok;
  onStop((code) => {
    exit = code;
    stopped.abort();
  });
  return { signal: stopped.signal, exit: () => exit };
}
