// What a registry says once for all services, and a service for itself: timeouts, retries, breaker, limits.
import type { Reader } from './reader.ts';
import type { Breaker, RateLimit, Retry, Timeouts } from './types.ts';

export interface Settings {
  timeouts: Timeouts;
  retry: Retry;
  breaker: Breaker;
}

export const DEFAULTS: Settings = {
  timeouts: { connect: 2000, try: 10_000, total: 30_000 },
  retry: { attempts: 3, base: 200, cap: 5000 },
  breaker: { failures: 5, openFor: 10_000 },
};

/** `timeout: 5s` is the total; a part is never longer than the whole. */
function readTimeouts(reader: Reader, key: string, base: Timeouts): Timeouts {
  const value = reader.raw(key);
  if (typeof value === 'string' || typeof value === 'number') {
    const total = reader.duration(key) ?? base.total;
    return { connect: Math.min(base.connect, total), try: Math.min(base.try, total), total };
  }
  const map = reader.map(key);
  if (!map) return base;
  const timeouts = {
    connect: map.duration('connect') ?? base.connect,
    try: map.duration('try') ?? base.try,
    total: map.duration('total') ?? base.total,
  };
  map.done();
  return timeouts;
}

/** `retry: 1` is one try in all; `retry: { attempts, base, cap }`. */
function readRetry(reader: Reader, base: Retry): Retry {
  if (typeof reader.raw('retry') === 'number')
    return { ...base, attempts: reader.integer('retry', { min: 1, max: 20 }) ?? base.attempts };
  const map = reader.map('retry');
  if (!map) return base;
  const retry = {
    attempts: map.integer('attempts', { min: 1, max: 20 }) ?? base.attempts,
    base: map.duration('base') ?? base.base,
    cap: map.duration('cap') ?? base.cap,
  };
  map.done();
  return retry;
}

/** `breaker: false` turns it off. */
function readBreaker(reader: Reader, base: Breaker): Breaker {
  if (reader.raw('breaker') === false) return { ...base, failures: 0 };
  const map = reader.map('breaker');
  if (!map) return base;
  const breaker = {
    failures: map.integer('failures') ?? base.failures,
    openFor: map.duration('open_for') ?? base.openFor,
  };
  map.done();
  return breaker;
}

/** A token bucket: `{ per_second: 20, burst: 50 }`. */
export function readRateLimit(reader: Reader): { rateLimit?: RateLimit } {
  const map = reader.map('rate_limit');
  if (!map) return {};
  const perSecond = map.number('per_second', { min: 0.001 }) ?? 1;
  const burst = map.number('burst', { min: 1 }) ?? Math.max(1, perSecond);
  map.done();
  return { rateLimit: { perSecond, burst } };
}

/** The settings that a map makes, on top of those around it. */
export function readSettings(reader: Reader, base: Settings): Settings {
  return {
    timeouts: readTimeouts(reader, 'timeout', base.timeouts),
    retry: readRetry(reader, base.retry),
    breaker: readBreaker(reader, base.breaker),
  };
}
