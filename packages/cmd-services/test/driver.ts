// A client whose tests say everything as data, so that they can be run on either engine.
import { HttpServiceClient } from '../src/call/http-client.ts';
import { makeTransport } from '#transport';
import { CallFault } from '../src/call/fault.ts';
import type { Clock, HealthReport, PingReport, ServiceAnswer } from '../src/call/types.ts';
import type { Service } from '../src/registry/types.ts';

export interface Order {
  op: 'call' | 'health' | 'ping';
  service: Service;
  body?: unknown;
  options?: {
    timeout?: number;
    retries?: number;
    idempotencyKey?: string;
    traceparent?: string;
    stream?: boolean;
  };
  /** Milliseconds until the caller gives up. */
  cancelAfter?: number;
}

export interface Setup {
  stateDir?: string | null;
  env?: Record<string, string>;
  /** The addresses of each name: what each look-up answers in turn, the last one for good. */
  hosts?: Record<string, string[][]>;
  /** What the random source answers; 0.5 without it. */
  random?: number;
}

export interface Report {
  answer?: Omit<ServiceAnswer, 'body'>;
  /** What was streamed, and how it ended. */
  streamed?: string;
  streamError?: string;
  health?: HealthReport;
  ping?: PingReport;
  /** What the transport got: the body, or the error code. */
  pinned?: string;
  /** The waits between tries, milliseconds; none was really waited for. */
  sleeps: number[];
  lookups: string[];
}

/** One request through the engine's own transport, to an address of our choice. */
export interface Pinned {
  op: 'pinned';
  url: string;
  addresses: string[];
}

/** Its `sleep` only moves the time on. */
function quickClock(sleeps: number[]): Clock {
  let moved = 0;
  return {
    now: () => performance.now() + moved,
    wall: () => Date.now() + moved,
    sleep: (ms) => {
      sleeps.push(ms);
      moved += ms;
      return Promise.resolve();
    },
  };
}

async function sendPinned({ url, addresses }: Pinned): Promise<string> {
  const transport = makeTransport();
  try {
    const { body } = await transport.send({
      url: new URL(url),
      method: 'POST',
      headers: {},
      body: new TextEncoder().encode('{}'),
      addresses,
      connectTimeout: 2000,
      signal: AbortSignal.timeout(5000),
    });
    let text = '';
    for await (const chunk of body) text += new TextDecoder().decode(chunk);
    return text;
  } catch (error) {
    return error instanceof CallFault ? `${error.code}: ${error.message}` : String(error);
  } finally {
    transport.close();
  }
}

export function makeDriver({ stateDir = null, env = {}, hosts, random = 0.5 }: Setup) {
  const sleeps: number[] = [];
  const lookups: string[] = [];
  const table = structuredClone(hosts ?? {});
  const lookup = (host: string): Promise<string[]> => {
    lookups.push(host);
    const answers = table[host] ?? [[]];
    return Promise.resolve((answers.length > 1 ? answers.shift() : answers[0]) ?? []);
  };
  const client = new HttpServiceClient({
    stateDir,
    env,
    clock: quickClock(sleeps),
    random: () => random,
    ...(hosts ? { lookup } : {}),
  });

  async function call({ service, body = {}, options, cancelAfter }: Order): Promise<Report> {
    const signal = cancelAfter === undefined ? undefined : AbortSignal.timeout(cancelAfter);
    const { body: chunks, ...answer } = await client.call({
      service,
      body,
      ...options,
      ...(signal ? { signal } : {}),
    });
    const report: Report = { answer, sleeps: [], lookups: [] };
    if (!chunks) return report;
    report.streamed = '';
    try {
      for await (const chunk of chunks) report.streamed += new TextDecoder().decode(chunk);
    } catch (error) {
      report.streamError = (error as { code: string }).code;
    }
    return report;
  }

  async function carryOut(order: Order | Pinned): Promise<Report> {
    if (order.op === 'pinned') return { pinned: await sendPinned(order), sleeps, lookups };
    if (order.op === 'call') return call(order);
    if (order.op === 'health')
      return { health: await client.health(order.service), sleeps, lookups };
    return { ping: await client.ping(order.service), sleeps, lookups };
  }

  return {
    run: async (order: Order | Pinned): Promise<Report> => {
      sleeps.length = lookups.length = 0;
      const report = await carryOut(order);
      return { ...report, sleeps: [...sleeps], lookups: [...lookups] };
    },
    close: () => client.close(),
  };
}

export type Driver = Pick<ReturnType<typeof makeDriver>, 'run' | 'close'>;
