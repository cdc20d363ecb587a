// In which order the endpoints of a service are asked.
import type { Endpoint } from '../registry/types.ts';
import type { Random } from './backoff.ts';

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The endpoint at `point` (0 to 1) when each takes as much of the line as its weight says. */
function at(endpoints: Endpoint[], point: number): Endpoint | undefined {
  const total = endpoints.reduce((sum, { weight }) => sum + weight, 0);
  let rest = point * total;
  return endpoints.find(({ weight }) => (rest -= weight) < 0) ?? endpoints[0];
}

/**
 * Weighted and even: points a golden section apart cover the line without clusters, and the first is random, so that
 * many short processes spread as well as one long one.
 */
export class EndpointOrder {
  readonly #random: Random;
  readonly #points = new Map<string, number>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** All endpoints: the chosen one first; those that `failing` names last; among the others by weight. */
  order(key: string, endpoints: Endpoint[], failing: (url: string) => boolean): string[] {
    if (endpoints.length < 2) return endpoints.map(({ url }) => url);
    const well = endpoints.filter(({ url }) => !failing(url));
    const ill = endpoints.filter(({ url }) => failing(url));
    const point = this.#next(key);
    return [...chosenFirst(well, point), ...chosenFirst(ill, point)];
  }

  #next(key: string): number {
    const last = this.#points.get(key);
    const point = last === undefined ? this.#random() : (last + GOLDEN) % 1;
    this.#points.set(key, point);
    return point;
  }
}

function chosenFirst(endpoints: Endpoint[], point: number): string[] {
  const first = at(endpoints, point);
  const rest = endpoints.filter((one) => one !== first).sort((a, b) => b.weight - a.weight);
  return [...(first ? [first] : []), ...rest].map(({ url }) => url);
}
