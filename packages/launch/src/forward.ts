// Signals that are sent to us are meant for the programs that run in our place.
import { whichTerminals } from './which-terminals.ts';

/** Sent to us alone, these are for the child. */
const FORWARDED = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT', 'SIGWINCH'] as const;

/** A terminal sends these to the child as well: forwarded, Ctrl-C would reach it twice. */
const FROM_TERMINAL = ['SIGINT', 'SIGQUIT'] as const;

/** Passes signals on until the returned function is called. */
export function forwardSignals(
  pass: (signal: NodeJS.Signals) => void,
  onTerminal = whichTerminals() !== '',
): () => void {
  const ignore = (): void => undefined;
  const handlers = new Map<NodeJS.Signals, (signal: NodeJS.Signals) => void>();
  for (const signal of FORWARDED) handlers.set(signal, pass);
  for (const signal of FROM_TERMINAL) handlers.set(signal, onTerminal ? ignore : pass);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
}
