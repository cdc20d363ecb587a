// A runtime for one piece of work, closed when that is done.
import { askLine, Failure, EXIT } from '@rhachet/kit';
import { Runtime, type RuntimeOptions } from './runtime.ts';
import type { ReadLine } from './space/object-space.ts';
import { TrashError } from './values/trash-error.ts';

// eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle of its own, for raw methods
const bridge = () => require('#bridge') as typeof import('#bridge');

/** Somebody is at the terminal, or writes to us. Who asked for JSON gets nothing else. */
export const readLineHere =
  (json: boolean): ReadLine =>
  (printer) =>
    askLine({ out: json ? '' : printer.takeOutput(), err: printer.takeErrors() });

/** Opens a runtime for one piece of work. What a program can cause, but no message was sent, is a failure with 1. */
export function withRuntime<T>(options: RuntimeOptions, work: (runtime: Runtime) => T): T {
  const runtime = Runtime.open({ openBridge: (env) => bridge().openBridge({ env }), ...options });
  try {
    return work(runtime);
  } catch (error) {
    throw asFailure(error);
  } finally {
    runtime.close();
  }
}

const asFailure = (error: unknown): unknown =>
  error instanceof TrashError
    ? new Failure(error.message, { code: error.type, exit: exitOf(error), cause: error })
    : error;

const exitOf = ({ type }: TrashError): number =>
  type === 'ClassNotFound' || type === 'NotFound' ? EXIT.notFound : EXIT.badData;
