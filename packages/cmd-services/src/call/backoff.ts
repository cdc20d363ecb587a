// How long to wait before the next try, so that many callers do not come back at the same moment.
// Full and equal jitter: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
import type { Retry } from '../registry/types.ts';

export type Random = () => number;

const ceiling = ({ base, cap }: Retry, tries: number): number => Math.min(cap, base * 2 ** tries);

/** After an error that passes: uniform from 0 to min(cap, base * 2^tries), in milliseconds. */
export const fullJitter = (retry: Retry, tries: number, random: Random): number =>
  random() * ceiling(retry, tries);

/** Of a service that has too much to do: at least half of that, so that the tries are not spent at once. */
export const equalJitter = (retry: Retry, tries: number, random: Random): number =>
  (ceiling(retry, tries) * (1 + random())) / 2;

/** Milliseconds that a `Retry-After` header asks for: seconds, or an HTTP date (RFC 9110, section 10.2.3). */
export function readRetryAfter(header: string | undefined, wallNow: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Za-z]{3}/.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - wallNow);
}
