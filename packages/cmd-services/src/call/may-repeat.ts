// Which failed try may be made again: a POST that may have been carried out is never sent twice by itself.
import type { Outcome } from './attempt.ts';
import type { ErrorCode, ServiceCall } from './types.ts';

/** Errors that pass. */
const PASSING = new Set<ErrorCode>([
  'connection_refused',
  'connection_reset',
  'dns_failed',
  'timeout',
  'rate_limited',
]);
const PASSING_STATUS = new Set([408, 429, 500, 502, 503, 504]);

/**
 * The registry or the caller vouches for it: the service is idempotent, or the caller chose the Idempotency-Key and so
 * says that the service heeds it. The key that every call carries by itself says nothing of the service.
 */
export const isRepeatable = ({ service, idempotencyKey }: ServiceCall): boolean =>
  service.idempotent || idempotencyKey !== undefined;

export function mayRepeat({ status, fault }: Outcome, repeatable: boolean): boolean {
  if (!fault || !(PASSING.has(fault.code) || PASSING_STATUS.has(status))) return false;
  return repeatable || !fault.sent;
}
