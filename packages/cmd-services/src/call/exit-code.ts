// The exit code that a command ends with when a call failed.
import type { ErrorCode } from './types.ts';

/** After `sysexits.h`, as `EXIT` of kit; 130 is what a shell says of Ctrl-C. */
export const EXIT_OF: Readonly<Record<ErrorCode, number>> = {
  connection_refused: 69,
  connection_reset: 69,
  dns_failed: 69,
  tls_failed: 69,
  timeout: 75,
  circuit_open: 75,
  rate_limited: 75,
  http_4xx: 76,
  http_5xx: 76,
  bad_response: 76,
  too_large: 76,
  redirected: 76,
  blocked_host: 77,
  no_endpoint: 78,
  secret_missing: 78,
  cancelled: 130,
};
