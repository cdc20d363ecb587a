// The HTTP status of what came of a dispatch: what a gateway says of the service behind it.
import type { Dispatched } from '../dispatch/types.ts';

const STATUS: Record<string, number> = {
  no_route: 404,
  unknown_target: 404,
  ambiguous: 409,
  connection_refused: 502,
  connection_reset: 502,
  dns_failed: 502,
  tls_failed: 502,
  http_4xx: 502,
  http_5xx: 502,
  bad_response: 502,
  too_large: 502,
  redirected: 502,
  timeout: 504,
  circuit_open: 503,
  rate_limited: 429,
  blocked_host: 403,
  no_endpoint: 500,
  secret_missing: 500,
  // As nginx logs it; the caller has hung up and does not see it.
  cancelled: 499,
};

/** Of the exit codes with which the commands end on the same errors. */
const OF_EXIT: Record<number, number> = {
  64: 400,
  65: 400,
  69: 502,
  75: 503,
  76: 502,
  77: 403,
  78: 500,
  127: 404,
};

export const statusOfExit = (exit: number): number => OF_EXIT[exit] ?? 500;

export const statusOf = ({ ok, error }: Pick<Dispatched, 'ok' | 'error'>): number =>
  ok ? 200 : (STATUS[error?.code ?? ''] ?? 500);
