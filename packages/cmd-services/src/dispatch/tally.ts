// Counts what was dispatched. Sums, not a history: a process that runs for a year needs no more memory for it.
import type { Dispatched, Stats } from './types.ts';

export class Tally {
  #total = 0;
  #ok = 0;
  #ms = 0;
  readonly #byOrg = new Map<string, number>();

  count({ ok, org, latency_ms }: Pick<Dispatched, 'ok' | 'org' | 'latency_ms'>): void {
    this.#total += 1;
    this.#ok += ok ? 1 : 0;
    this.#ms += latency_ms;
    if (org !== undefined) this.#byOrg.set(org, (this.#byOrg.get(org) ?? 0) + 1);
  }

  stats(): Stats {
    const total = this.#total;
    return {
      total,
      success_rate: total === 0 ? 0 : this.#ok / total,
      by_org: Object.fromEntries(this.#byOrg),
      avg_latency_ms: total === 0 ? 0 : this.#ms / total,
    };
  }
}
