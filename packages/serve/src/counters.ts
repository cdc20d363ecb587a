// What a server counts: by labels, and how long things took.
import type { Labels, Metric, Sample } from './prometheus.ts';

interface About {
  name: string;
  help: string;
}

function keyOf(labels: Labels): string {
  let key = '';
  for (const name in labels) key += `${labels[name] ?? ''}\u0000`;
  return key;
}

interface Counted {
  labels: Labels;
  value: number;
}

export class Counter {
  readonly #about: About;
  readonly #counts = new Map<string, Counted>();

  constructor(about: About) {
    this.#about = about;
  }

  add(labels: Labels): void {
    const key = keyOf(labels);
    const counted = this.#counts.get(key);
    if (counted) counted.value += 1;
    else this.#counts.set(key, { labels, value: 1 });
  }

  /** All labels so far. */
  seen(): Labels[] {
    return [...this.#counts.values()].map(({ labels }) => labels);
  }

  metric(): Metric {
    return { ...this.#about, type: 'counter', samples: [...this.#counts.values()] };
  }
}

/** Upper bounds, in seconds. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

interface Observed {
  labels: Labels;
  /** How many were at most each bound; one more for all others. */
  buckets: number[];
  sum: number;
}

function samplesOf({ labels, buckets, sum }: Observed): Sample[] {
  let count = 0;
  const samples: Sample[] = buckets.map((inBucket, at) => {
    count += inBucket;
    const le = BOUNDS[at] === undefined ? '+Inf' : String(BOUNDS[at]);
    return { suffix: '_bucket', labels: { ...labels, le }, value: count };
  });
  return [
    ...samples,
    { suffix: '_sum', labels, value: sum },
    { suffix: '_count', labels, value: count },
  ];
}

export class Histogram {
  readonly #about: About;
  readonly #observed = new Map<string, Observed>();

  constructor(about: About) {
    this.#about = about;
  }

  observe(labels: Labels, seconds: number): void {
    const key = keyOf(labels);
    let observed = this.#observed.get(key);
    if (!observed) {
      observed = { labels, buckets: Array<number>(BOUNDS.length + 1).fill(0), sum: 0 };
      this.#observed.set(key, observed);
    }
    const found = BOUNDS.findIndex((bound) => seconds <= bound);
    const at = found === -1 ? BOUNDS.length : found;
    observed.buckets[at] = (observed.buckets[at] ?? 0) + 1;
    observed.sum += seconds;
  }

  metric(): Metric {
    const samples = [...this.#observed.values()].flatMap(samplesOf);
    return { ...this.#about, type: 'histogram', samples };
  }
}
