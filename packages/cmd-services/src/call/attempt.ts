// One try: from the request to the end of the answer, within its time.
import type { Service } from '../registry/types.ts';
import { readRetryAfter } from './backoff.ts';
import { exchange, type Message } from './exchange.ts';
import { CallFault } from './fault.ts';
import { parseBody, readBytes } from './read-body.ts';
import { badResponse, statusFault, tryTimedOut } from './say.ts';
import type { Transport, WireAnswer } from './transport/types.ts';

export interface AttemptOptions {
  service: Service;
  transport: Pick<Transport, 'send' | 'lookup'>;
  /** Milliseconds until the answer must be there; with `stream`, until it begins and between its parts. */
  within: number;
  /** Milliseconds. */
  connectTimeout: number;
  /** The caller gives up. */
  signal?: AbortSignal | undefined;
  stream?: boolean | undefined;
  /** The status is all that is wanted. */
  headOnly?: boolean | undefined;
  /** Milliseconds since the epoch, for `Retry-After` dates. */
  wall: number;
}

export interface Outcome {
  status: number;
  headers: Record<string, string>;
  data: unknown;
  body?: AsyncIterable<Uint8Array>;
  fault?: CallFault;
}

interface Limit {
  signal: AbortSignal;
  /** Starts, or starts again, to count the time. */
  start: () => void;
  /** Stops counting. */
  pause: () => void;
  end: () => void;
}

/** The time of a try and the caller's wish to stop, as one signal. */
function limit({ within, signal }: AttemptOptions): Limit {
  const controller = new AbortController();
  const cancel = (): void =>
    controller.abort(new CallFault('cancelled', 'the caller gave up', { sent: true }));
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = (): void => clearTimeout(timer);
  const late = (): void => controller.abort(tryTimedOut(within));
  return {
    signal: controller.signal,
    start: () => {
      pause();
      timer = setTimeout(late, within);
    },
    pause,
    end: () => {
      pause();
      signal?.removeEventListener('abort', cancel);
    },
  };
}

/** Each part in time, while the reader may take as long as it likes. */
async function* unstalled(
  chunks: AsyncIterable<Uint8Array>,
  { start, pause, end }: Limit,
): AsyncGenerator<Uint8Array> {
  try {
    start();
    for await (const chunk of chunks) {
      pause();
      yield chunk;
      start();
    }
  } finally {
    end();
  }
}

const isGood = (status: number): boolean => status >= 200 && status < 300;
const MAY_SAY_WHEN = new Set([429, 503]);

function withoutBody({ status, headers, cancel }: WireAnswer, url: URL): Outcome {
  cancel();
  const common = { status, headers, data: undefined };
  return isGood(status) ? common : { ...common, fault: statusFault(url, status) };
}

async function readAll(
  answer: WireAnswer,
  url: URL,
  { service, wall }: AttemptOptions,
): Promise<Outcome> {
  const { status, headers } = answer;
  const { data, fault: wrong } = parseBody(await readBytes(answer, service.responseLimit), headers);
  const common = { status, headers, data };
  if (!isGood(status)) {
    const header = MAY_SAY_WHEN.has(status) ? headers['retry-after'] : undefined;
    return { ...common, fault: statusFault(url, status, readRetryAfter(header, wall)) };
  }
  return wrong === undefined ? common : { ...common, fault: badResponse(url, wrong, status) };
}

const failed = (error: unknown): Outcome => {
  if (!(error instanceof CallFault)) throw error;
  return { status: error.status, headers: {}, data: undefined, fault: error };
};

/** Never rejects for what a service or the network does. */
export async function attempt(message: Message, options: AttemptOptions): Promise<Outcome> {
  const within = limit(options);
  let streaming = false;
  try {
    within.start();
    const { answer, url } = await exchange(message, { ...options, signal: within.signal });
    if (options.headOnly) return withoutBody(answer, url);
    if (!options.stream || !isGood(answer.status)) return await readAll(answer, url, options);
    streaming = true;
    const body = unstalled(answer.body, within);
    return { status: answer.status, headers: answer.headers, data: undefined, body };
  } catch (error) {
    return failed(error);
  } finally {
    if (streaming) within.pause();
    else within.end();
  }
}
