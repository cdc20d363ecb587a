// How long a provider that is busy is waited for.
import { afterEach, expect, it, vi } from 'vitest';
import { patientFetch, retryAfter } from './patient-fetch.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');

it.each([
  [{ 'retry-after': '2' }, 2000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after-ms': '30', 'retry-after': '9' }, 30],
  [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:10 GMT' }, 10_000],
  [{ 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '-1' }, undefined],
  [{}, undefined],
])('%j: %s ms', (headers, ms) => {
  const found = retryAfter(new Headers(Object.entries(headers)), NOW);
  // `Date.parse` takes -1 for a year long gone.
  expect(found === 0 && ms === undefined ? undefined : found).toBe(ms);
});

afterEach(() => vi.unstubAllGlobals());

function answers(...statuses: [number, string?][]): { tries: () => number } {
  let tries = 0;
  vi.stubGlobal('fetch', () => {
    const [status = 200, after] = statuses[Math.min(tries, statuses.length - 1)] ?? [];
    tries += 1;
    const headers = after === undefined ? {} : { 'retry-after-ms': after };
    return Promise.resolve(new Response('x', { status, headers }));
  });
  return { tries: () => tries };
}

it('repeats three times at most, and tells each wait', async () => {
  const server = answers([503, '0']);
  const waits: string[] = [];
  const send = patientFetch({ onWait: (ms, why) => waits.push(`${ms} ${why}`) });
  expect((await send('http://x')).status).toBe(503);
  expect(server.tries()).toBe(4);
  expect(waits).toEqual(Array(3).fill('0 the provider answered 503'));
});

it.each([
  [[400, '0'], 1],
  [[401, '0'], 1],
  [[429, '60001'], 1],
] as const)('%j is not repeated', async (reply, tries) => {
  const server = answers([...reply]);
  await patientFetch({ onWait: () => undefined })('http://x');
  expect(server.tries()).toBe(tries);
});

it('a wait ends when it is stopped', async () => {
  answers([429, '50000']);
  const stop = new AbortController();
  const send = patientFetch({ onWait: () => stop.abort(new Error('stopped')) });
  await expect(send('http://x', { signal: stop.signal })).rejects.toThrow('stopped');
});
