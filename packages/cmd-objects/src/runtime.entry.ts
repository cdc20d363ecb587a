// A bundle of its own (package.json, imports): the object space, which help and a running daemon do without.
import { Failure, EXIT } from '@rhachet/kit';
import { openBridge } from './bridge/open-bridge.ts';
import { Runtime, type RuntimeOptions } from './runtime.ts';
import { TrashError } from './values/trash-error.ts';

export { checkFiles } from './check/check-files.ts';
export { compileFile } from './check/compile-file.ts';
export { runTests, tap } from './testing/run-tests.ts';

/** Opens a runtime for one piece of work. What a program can cause, but no message was sent, is a failure with 1. */
export function withRuntime<T>(options: RuntimeOptions, work: (runtime: Runtime) => T): T {
  const runtime = Runtime.open({ openBridge: (env) => openBridge({ env }), ...options });
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
