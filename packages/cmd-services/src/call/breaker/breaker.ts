// Stops asking an endpoint that only fails, and lets one call find out whether it is back.
import type { Breaker as Settings } from '../../registry/types.ts';
import type { BreakerState, Clock } from '../types.ts';
import { type Journal, MOST_FAILURES } from './journal.ts';

export type Admission =
  | { state: 'closed' }
  /** Asked no more for `retryAfter` milliseconds, after `failures` in a row. */
  | { state: 'open'; retryAfter: number; failures: number }
  /** This call alone may try. */
  | { state: 'probe'; claim: string };

/** `neutral`: nothing was learned about the endpoint. */
export type Result = 'success' | 'failure' | 'neutral';

export interface Watch extends Settings {
  /** Milliseconds after which a probe of which nothing was heard, because its process was killed, is given up. */
  lease: number;
}

const CLOSED: Admission = { state: 'closed' };

export class Breaker {
  readonly #journal: Journal;
  readonly #clock: Clock;

  constructor(journal: Journal, clock: Clock) {
    this.#journal = journal;
    this.#clock = clock;
  }

  /** Whether a call may go to the endpoint now. A `probe` must be settled. */
  admit(endpoint: string, watch: Watch): Admission {
    if (watch.failures === 0) return CLOSED;
    const { count, last } = this.#journal.failures(endpoint);
    if (count < Math.min(watch.failures, MOST_FAILURES)) return CLOSED;
    const over = this.#clock.wall() - last - watch.openFor;
    // A clock that was set back must not keep it open until that time comes again.
    if (over < 0 && over >= -watch.openFor)
      return { state: 'open', retryAfter: -over, failures: count };
    const turn = Math.floor(Math.abs(over) / watch.lease);
    // One name for each failure and lease: whoever creates it is the one, and none has to be taken over.
    const claim = `${last}-${turn}`;
    if (this.#journal.claim(endpoint, claim)) {
      if (this.#journal.failures(endpoint).last === last) return { state: 'probe', claim };
      // The probe of another has failed since we looked: its claim was free again.
      this.#journal.release(endpoint, claim);
    }
    const retryAfter = watch.lease - (Math.abs(over) % watch.lease);
    return { state: 'open', retryAfter, failures: count };
  }

  /** What a call would find, without being one. */
  look(endpoint: string, { failures, openFor }: Settings): Omit<BreakerState, 'endpoint'> {
    const { count, last } = this.#journal.failures(endpoint);
    if (failures === 0 || count < Math.min(failures, MOST_FAILURES))
      return { state: 'closed', failures: count };
    const isOver = Math.abs(this.#clock.wall() - last) >= openFor;
    return { state: isOver ? 'half_open' : 'open', failures: count };
  }

  /** It failed lately, whether or not often enough to open. */
  isFailing(endpoint: string, watch: Watch): boolean {
    if (watch.failures === 0) return false;
    const { count, last } = this.#journal.failures(endpoint);
    return count > 0 && Math.abs(this.#clock.wall() - last) < watch.openFor;
  }

  /** What came of a call that was admitted. */
  settle(endpoint: string, result: Result, admission: Admission): void {
    if (result === 'failure') this.#journal.add(endpoint, this.#clock.wall());
    if (result === 'success' && this.#journal.failures(endpoint).count > 0)
      this.#journal.clear(endpoint);
    if (admission.state === 'probe') this.#journal.release(endpoint, admission.claim);
  }
}
