// The error codes of Node and Bun, read as ours. Messages of an engine are not passed on: they may hold what was sent.
import { CallFault } from '../fault.ts';
import type { ErrorCode } from '../types.ts';

export interface FaultContext {
  url: URL;
  /** The connection stood, so that the service may have seen the request. */
  sent: boolean;
}

const REFUSED = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EACCES',
]);
const TLS =
  /^(E?CERT_|ERR_TLS|ERR_SSL|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|UNKNOWN_CERTIFICATE)/;
const DNS = /^(DNS_|ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/;
const HTTP = /^(HPE_|ERR_HTTP_INVALID|ERR_STREAM_|InvalidHTTPResponse|MalformedHTTP|Malformed_)/;

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error && error.code;
  return typeof code === 'string' ? code : '';
}

function kindOf(engine: string): ErrorCode {
  if (REFUSED.has(engine)) return 'connection_refused';
  if (DNS.test(engine)) return 'dns_failed';
  if (TLS.test(engine)) return 'tls_failed';
  if (engine === 'ETIMEDOUT') return 'timeout';
  return HTTP.test(engine) ? 'bad_response' : 'connection_reset';
}

const NEVER_SENT = new Set<ErrorCode>(['connection_refused', 'dns_failed']);

const MAYBE = 'it may have been carried out: look before you send it again';

/** One line each; `origin` is scheme, host and port, which hold no secret. */
const SAY: Partial<Record<ErrorCode, (url: URL, engine: string) => [string, string]>> = {
  connection_refused: ({ origin }) => [
    `nothing listens at ${origin}`,
    'start the service, or correct its endpoint in the registry',
  ],
  dns_failed: ({ hostname }) => [
    `the host name ${hostname} is not known`,
    'correct the endpoint in the registry, or the DNS of this machine',
  ],
  tls_failed: ({ origin }, engine) => [
    `no trusted connection to ${origin}: ${engine}`,
    'a certificate authority of your own is named by NODE_EXTRA_CA_CERTS',
  ],
  timeout: ({ origin }) => [`no connection to ${origin} in time`, 'is the host up?'],
  bad_response: ({ origin }) => [`${origin} answered something that is not HTTP`, MAYBE],
};

/** A fault from what an engine threw. */
export function toFault(error: unknown, { url, ...context }: FaultContext): CallFault {
  if (error instanceof CallFault) return error;
  const engine = codeOf(error);
  const code = kindOf(engine);
  const sent = context.sent && !NEVER_SENT.has(code);
  const say = SAY[code];
  if (say) {
    const [message, hint] = say(url, engine);
    return new CallFault(code, message, { hint, sent });
  }
  const message = `${url.origin} closed the connection before it had answered`;
  return new CallFault(code, message, { sent, ...(sent ? { hint: MAYBE } : {}) });
}

export const connectTimedOut = (url: URL, ms: number): CallFault =>
  new CallFault('timeout', `no connection to ${url.origin} within ${ms} ms`, {
    hint: 'is the host up? timeout.connect of the service says how long to wait',
  });

/** What an abort means, once it is known whether the service may have seen the request. */
export function abortFault(signal: AbortSignal, sent: boolean): CallFault {
  const reason: unknown = signal.reason;
  if (!(reason instanceof CallFault)) return new CallFault('cancelled', 'cancelled', { sent });
  const { code, message, hint } = reason;
  return new CallFault(code, message, { sent, ...(hint === undefined ? {} : { hint }) });
}
