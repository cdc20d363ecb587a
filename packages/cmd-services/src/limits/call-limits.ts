// How often services may be called by this process: in all, of one org, of one service.
import { seconds } from '../call/say.ts';
import type { CallError } from '../call/types.ts';
import type { Org, RateLimit, Service } from '../registry/types.ts';
import { TokenBucket } from './token-bucket.ts';

export interface CallLimitsOptions {
  /** Of all calls together. */
  global?: RateLimit;
  orgs: Pick<Org, 'code' | 'rateLimit'>[];
  /** Monotonic, milliseconds. */
  now: () => number;
}

interface Named {
  what: string;
  bucket: TokenBucket;
}

export class CallLimits {
  readonly #now: () => number;
  readonly #global: Named[];
  readonly #orgs = new Map<string, Named>();
  readonly #services = new Map<string, Named>();

  constructor({ global, orgs, now }: CallLimitsOptions) {
    this.#now = now;
    this.#global = global
      ? [{ what: 'this dispatcher', bucket: new TokenBucket(global, now) }]
      : [];
    for (const { code, rateLimit } of orgs)
      if (rateLimit) this.#orgs.set(code, { what: code, bucket: new TokenBucket(rateLimit, now) });
  }

  /** Takes one call of the service, or says why there is none; then nothing is taken anywhere. */
  take(service: Service): CallError | undefined {
    const limits = [...this.#global, ...this.#of(service)];
    const waits = limits.map(({ what, bucket }) => ({ what, wait: bucket.wait() }));
    const longest = waits.reduce((a, b) => (b.wait > a.wait ? b : a), { what: '', wait: 0 });
    if (longest.wait > 0) {
      return {
        code: 'rate_limited',
        message: `${longest.what} has no more calls for now`,
        hint: `try again in ${seconds(longest.wait)}, or raise rate_limit in the registry`,
        retryAfter: Math.ceil(longest.wait),
      };
    }
    for (const { bucket } of limits) bucket.take();
    return undefined;
  }

  #of(service: Service): Named[] {
    const org = this.#orgs.get(service.org);
    const own = this.#ofService(service);
    return [...(org ? [org] : []), ...(own ? [own] : [])];
  }

  #ofService({ org, name, rateLimit }: Service): Named | undefined {
    if (!rateLimit) return undefined;
    const what = `${org}.${name}`;
    const known = this.#services.get(what);
    if (known) return known;
    const made = { what, bucket: new TokenBucket(rateLimit, this.#now) };
    this.#services.set(what, made);
    return made;
  }
}
