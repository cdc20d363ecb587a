// In a long-lived process the tries after the first are at most a fifth of the calls: a service that is down must not
// get several times the load that it had when it was up.

const SHARE = 0.2;
/** What a fresh process may use at once: a single call never notices the budget. */
const RESERVE = 20;

export class RetryBudget {
  readonly #left = new Map<string, number>();

  /** A call of `key` begins. */
  earn(key: string): void {
    this.#left.set(key, Math.min(RESERVE, this.#of(key) + SHARE));
  }

  /** Takes one more try; false when the budget is used up. */
  spend(key: string): boolean {
    const left = this.#of(key);
    if (left < 1) return false;
    this.#left.set(key, left - 1);
    return true;
  }

  #of(key: string): number {
    return this.#left.get(key) ?? RESERVE;
  }
}
