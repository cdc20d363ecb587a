// How a dispatch that failed ends the process.
import { EXIT } from '@rhachet/kit';
import { EXIT_OF } from '../call/exit-code.ts';
import type { ErrorCode } from '../call/types.ts';

/** The other errors are none of a call: no service is meant, or several are. */
const isOfCall = (code: string): code is ErrorCode => Object.hasOwn(EXIT_OF, code);

export function exitOf({ ok, error }: { ok: boolean; error?: { code: string } }): number {
  if (ok) return EXIT.ok;
  const { code = '' } = error ?? {};
  return isOfCall(code) ? EXIT_OF[code] : EXIT.notFound;
}
