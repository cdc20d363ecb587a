// HTTP to a provider that is busy now and then: waits as it is told, and says that it waits.

/** Of one request. */
const MOST_TRIES = 4;
/** Who is told to wait longer is told so, instead of a program that seems to hang. */
const LONGEST_WAIT_MS = 60_000;
const FIRST_PAUSE_MS = 500;

const REPEATED = new Set([408, 429, 500, 502, 503, 504, 529]);

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface Patience {
  /** Called before each wait, with milliseconds. */
  onWait: (ms: number, why: string) => void;
}

/** Milliseconds that the answer asks for; `undefined` where it says none. */
export function retryAfter(headers: Headers, now = Date.now()): number | undefined {
  const ms = headers.get('retry-after-ms');
  if (ms !== null && /^\d+(\.\d+)?$/.test(ms)) return Number(ms);
  const after = headers.get('retry-after');
  if (after === null) return undefined;
  if (/^\d+(\.\d+)?$/.test(after)) return Number(after) * 1000;
  const date = Date.parse(after);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function pause(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      reject(signal?.reason instanceof Error ? signal.reason : new Error('stopped'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, ms);
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) end();
  });
}

const reasonOf = (status: number): string =>
  status === 429 ? 'too many requests (429)' : `the provider answered ${status}`;

/** A `fetch` that repeats what was refused for now. The last answer is returned, whatever it is. */
export function patientFetch({ onWait }: Patience): Fetch {
  return async (input, init) => {
    for (let tries = 1; ; tries += 1) {
      const response = await fetch(input, init);
      if (tries === MOST_TRIES || !REPEATED.has(response.status)) return response;
      const ms = retryAfter(response.headers) ?? FIRST_PAUSE_MS * 2 ** (tries - 1);
      if (ms > LONGEST_WAIT_MS) return response;
      await response.body?.cancel();
      onWait(ms, reasonOf(response.status));
      await pause(ms, init?.signal);
    }
  };
}
