// A service of a registry, with everything filled in.
import type { Service } from '../src/registry/types.ts';

export const serviceAt = (url: string, more: Partial<Service> = {}): Service => ({
  name: 'salesforce',
  org: 'FND',
  examples: [],
  type: 'internal',
  endpoints: url === '' ? [] : [{ url, weight: 1 }],
  method: 'POST',
  headers: {},
  idempotent: false,
  // Longer than any pause of a loaded machine.
  timeouts: { connect: 30_000, try: 40_000, total: 50_000 },
  retry: { attempts: 3, base: 200, cap: 5000 },
  breaker: { failures: 0, openFor: 10_000 },
  follow: 0,
  allowHosts: [],
  responseLimit: 10 * 1024 * 1024,
  ...more,
});
