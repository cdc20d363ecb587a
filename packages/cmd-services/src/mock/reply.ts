// What a mock answers: a plain body, or a reply with a status, a delay, an error.
import type { ErrorCode } from '../call/types.ts';
import { parseDuration } from '../registry/duration.ts';

export interface Reply {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Milliseconds before the answer comes. */
  delay?: number;
  /** No answer comes, but this error. */
  error?: ErrorCode;
  /** How often this reply is given; then the next one of the list is, or the usual answer. */
  times?: number;
}

const ERRORS: ReadonlySet<unknown> = new Set<ErrorCode>([
  'connection_refused',
  'connection_reset',
  'dns_failed',
  'timeout',
  'tls_failed',
  'rate_limited',
  'circuit_open',
  'blocked_host',
  'too_large',
  'bad_response',
  'redirected',
  'no_endpoint',
  'secret_missing',
  'cancelled',
]);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const toDelay = (value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0
    ? value
    : typeof value === 'string'
      ? parseDuration(value)
      : undefined;

const FITS: Record<string, (value: unknown) => boolean> = {
  status: (value) => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599,
  body: () => true,
  headers: (value) =>
    isObject(value) && Object.values(value).every((one) => typeof one === 'string'),
  delay: (value) => toDelay(value) !== undefined,
  error: (value) => ERRORS.has(value),
  times: (value) => Number.isInteger(value) && Number(value) > 0,
};

/** A map is a reply when all its keys are those of a reply and hold what belongs there; else it is a body. */
const isReply = (value: unknown): value is Record<string, unknown> =>
  isObject(value) &&
  Object.keys(value).length > 0 &&
  Object.entries(value).every(([key, held]) => Object.hasOwn(FITS, key) && FITS[key]?.(held));

function toReply(value: unknown): Reply {
  if (!isReply(value)) return { body: value };
  const delay = toDelay(value.delay);
  return { ...(value as Reply), ...(delay === undefined ? {} : { delay }) };
}

/** The replies of one entry, in the order in which they are given. A list of replies is a sequence. */
export const toReplies = (value: unknown): Reply[] =>
  Array.isArray(value) && value.length > 0 && value.every(isReply)
    ? value.map(toReply)
    : [toReply(value)];
