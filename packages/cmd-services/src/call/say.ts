// What is said of an answer that is none of success.
import type { Service } from '../registry/types.ts';
import { CallFault } from './fault.ts';
import { shownUrl } from './url.ts';

/** Seconds as people read them. */
export const seconds = (ms: number): string => `${Math.ceil(ms / 100) / 10} s`;

export function statusFault(url: URL, status: number, retryAfter?: number): CallFault {
  const wait = retryAfter === undefined ? {} : { retryAfter };
  const common = { status, sent: true, ...wait };
  if (status === 429) {
    const hint = retryAfter === undefined ? 'wait' : `try again in ${seconds(retryAfter)}`;
    return new CallFault('rate_limited', `${url.host} takes no more calls for now (429)`, {
      ...common,
      hint,
    });
  }
  const message = `${url.origin}${url.pathname} answered ${status}`;
  return status >= 500
    ? new CallFault('http_5xx', message, common)
    : new CallFault('http_4xx', message, common);
}

/** `why` completes "the redirect to X is not followed". */
export const redirectFault = (to: string, why: string, status: number): CallFault =>
  new CallFault('redirected', `the redirect to ${to} is not followed: ${why}`, {
    status,
    sent: true,
    hint: 'correct the endpoint in the registry, or say `follow: 3` of the service',
  });

export const tryTimedOut = (ms: number): CallFault =>
  new CallFault('timeout', `no answer within ${ms} ms`, {
    hint: 'timeout.try and timeout.total of the service, or --timeout, say how long to wait',
  });

export const badResponse = (url: URL, why: string, status: number): CallFault =>
  new CallFault('bad_response', `${url.host} says that its answer is JSON, but ${why}`, {
    status,
    sent: true,
  });

export const circuitOpen = (
  endpoint: string,
  { failures, retryAfter }: { failures: number; retryAfter: number },
): CallFault =>
  new CallFault('circuit_open', `${endpoint} failed ${failures} times in a row and is left alone`, {
    retryAfter: Math.ceil(retryAfter),
    hint: `it is tried again in ${seconds(retryAfter)}`,
  });

export function noEndpoint({ org, name, endpoints }: Service): CallFault {
  const [first] = endpoints;
  const message = first
    ? `${org}.${name} has no endpoint that speaks HTTP: ${shownUrl(first.url)}`
    : `${org}.${name} has no endpoint`;
  return new CallFault('no_endpoint', message, { hint: 'give it one in the registry' });
}
