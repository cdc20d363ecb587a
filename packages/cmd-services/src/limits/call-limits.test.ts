// Token buckets of the whole, the org and the service, with a clock that is moved by hand.
import { describe, expect, it } from 'vitest';
import { serviceAt } from '../../test/service.ts';
import { CallLimits } from './call-limits.ts';
import { TokenBucket } from './token-bucket.ts';

describe('TokenBucket', () => {
  it('gives its burst at once, then so many a second', () => {
    let now = 0;
    const bucket = new TokenBucket({ perSecond: 10, burst: 3 }, () => now);
    for (let n = 0; n < 3; n += 1) {
      expect(bucket.wait()).toBe(0);
      bucket.take();
    }
    expect(bucket.wait()).toBe(100);
    now += 100;
    expect(bucket.wait()).toBe(0);
    bucket.take();
    now += 3_600_000;
    for (let n = 0; n < 3; n += 1) bucket.take();
    expect(bucket.wait()).toBeGreaterThan(0);
  });
});

describe('CallLimits', () => {
  const crm = serviceAt('', { name: 'crm', rateLimit: { perSecond: 1, burst: 1 } });
  const stripe = serviceAt('', { name: 'stripe' });
  const other = serviceAt('', { org: 'AI', name: 'router' });
  const make = (more = {}) => {
    const time = { now: 0 };
    const orgs = [{ code: 'FND', rateLimit: { perSecond: 1, burst: 3 } }, { code: 'AI' }];
    return { time, limits: new CallLimits({ orgs, now: () => time.now, ...more }) };
  };

  it('1.3-limits: the service, then the org', () => {
    const { limits, time } = make();
    expect(limits.take(crm)).toBeUndefined();
    expect(limits.take(crm)).toMatchObject({
      code: 'rate_limited',
      message: 'FND.crm has no more calls for now',
      retryAfter: 1000,
    });
    // What was refused has taken nothing from the org.
    expect([limits.take(stripe), limits.take(stripe)]).toEqual([undefined, undefined]);
    expect(limits.take(stripe)?.message).toBe('FND has no more calls for now');
    expect(limits.take(other)).toBeUndefined();
    time.now += 1000;
    expect(limits.take(stripe)).toBeUndefined();
  });

  it('all together', () => {
    const { limits } = make({ global: { perSecond: 5, burst: 2 } });
    expect([limits.take(other), limits.take(other)]).toEqual([undefined, undefined]);
    expect(limits.take(other)).toMatchObject({
      message: 'this dispatcher has no more calls for now',
      retryAfter: 200,
    });
  });

  it('nothing is limited that has no limit', () => {
    const limits = new CallLimits({ orgs: [], now: () => 0 });
    for (let n = 0; n < 1000; n += 1) expect(limits.take(other)).toBeUndefined();
  });
});
