// How a dispatch that failed ends the process.
import { EXIT } from '@rhachet/kit';
import type { ErrorCode } from '../call/types.ts';

const EXITS: Record<ErrorCode, number> = {
  connection_refused: EXIT.unavailable,
  connection_reset: EXIT.unavailable,
  dns_failed: EXIT.unavailable,
  tls_failed: EXIT.unavailable,
  timeout: EXIT.tryLater,
  rate_limited: EXIT.tryLater,
  circuit_open: EXIT.tryLater,
  cancelled: EXIT.tryLater,
  http_4xx: EXIT.remoteError,
  http_5xx: EXIT.remoteError,
  bad_response: EXIT.remoteError,
  too_large: EXIT.remoteError,
  redirected: EXIT.remoteError,
  blocked_host: EXIT.refused,
  no_endpoint: EXIT.badConfig,
  secret_missing: EXIT.badConfig,
};

/** Errors that are none of a call: no service is meant, or several are. */
const isOfCall = (code: string): code is ErrorCode => Object.hasOwn(EXITS, code);

export function exitOf({ ok, error }: { ok: boolean; error?: { code: string } }): number {
  if (ok) return EXIT.ok;
  const { code = '' } = error ?? {};
  return isOfCall(code) ? EXITS[code] : EXIT.notFound;
}
