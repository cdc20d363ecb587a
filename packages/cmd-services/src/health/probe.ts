// One request that asks a service how it is: no secret, no body, no second try.
import { attempt, type Outcome } from '../call/attempt.ts';
import type { Transport } from '../call/transport/types.ts';
import { childOf } from '../call/traceparent.ts';
import type { Clock } from '../call/types.ts';
import { withoutUser } from '../call/url.ts';
import type { Service } from '../registry/types.ts';
import { version } from '../version.ts';

export interface ProbeParts {
  clock: Clock;
  transport: Transport;
  signal?: AbortSignal | undefined;
}

export interface Probe {
  url: URL;
  method: 'GET' | 'HEAD' | 'OPTIONS';
  /** Milliseconds for all of it. */
  within: number;
  /** Only the status counts: the body is not waited for. */
  headOnly?: boolean;
}

/** Enough for the text of a health page. */
const LIMIT = 256 * 1024;

export function probe(
  service: Service,
  { url, method, within, headOnly }: Probe,
  { clock, transport, signal }: ProbeParts,
): Promise<Outcome> {
  const headers = {
    accept: '*/*',
    'accept-encoding': 'identity',
    'user-agent': `rhachet/${version}`,
    traceparent: childOf(undefined),
  };
  return attempt(
    { url: withoutUser(url).url, method, headers, ownHeaders: {} },
    {
      service: { ...service, responseLimit: LIMIT },
      transport,
      within,
      connectTimeout: within,
      signal,
      headOnly,
      wall: clock.wall(),
    },
  );
}

/** Milliseconds with one decimal. */
export const elapsed = (clock: Clock, started: number): number =>
  Math.round((clock.now() - started) * 10) / 10;
