// A command that prints while it works, and stops at Ctrl-C.
import { EXIT, failureText, isFailure, type Outcome } from '@rhachet/kit';
import { Output, stopSignal } from '@rhachet/serve';

export interface GoingOn {
  output: Output;
  /** Aborted at Ctrl-C and at SIGTERM; a second one ends the process at once. */
  signal: AbortSignal;
}

/** As a shell says it, for work that was not done. */
const TERMINATED = 143;

/** Prints what `work` says as it says it, and ends with the exit code that it resolves to, or with its failure. */
export function goOn(json: boolean, work: (parts: GoingOn) => Promise<number>): Outcome {
  const output = new Output();
  const { signal, exit } = stopSignal();
  const fail = (error: unknown): number => {
    if (signal.aborted) return exit() === EXIT.ok ? TERMINATED : exit();
    output.note(failureText(error, json));
    return isFailure(error) ? error.exit : EXIT.internal;
  };
  void work({ output, signal })
    .catch(fail)
    .then((code) => output.end(code));
  return { stream: output.chunks() };
}
