// Measures one scenario: the real server over real files, asked over loopback from the same process.
import { inTemporaryDir } from '@rhachet/serve';
import { sources } from '../commands/open-map.ts';
import { startServer } from '../serve/server.ts';
import { ask, type Asked, emptyTripMs, type Format, stringrefBytes, writeMs } from './client.ts';
import { distribution, type Distribution, mean } from './distribution.ts';
import { callOf, writeProject } from './project.ts';
import { overloadsOf, type Scenario } from './scenarios.ts';

export interface Rate {
  /** One after the other, on one connection. */
  per_second: number;
  ms: Distribution;
}

/** Of one form. Times in milliseconds, sizes in bytes. */
export interface FormatResult {
  /** The first question to a server that has just started. */
  cold_start: number;
  /** Each family for the first time. */
  first: Distribution;
  query: Rate;
  trace: Rate;
  /** 1000 calls in one batch of `dispatch.whatif`. */
  bulk_1000: number;
  /** Writing an answer, and a round trip that asks for nothing. */
  network: { serialization: Distribution; transmission: Distribution };
  parse: Distribution;
  bytes: { mean: number; largest: number; whole_map: number };
}

export interface ScenarioResult {
  scenario: string;
  families: number;
  overloads: number;
  /** Until the server listens. */
  start: number;
  formats: Partial<Record<Format, FormatResult>>;
  /** Bytes of the answers with string references, in the mean. */
  stringref_mean: number;
  /** Megabytes, the most of this process so far. */
  peak_memory: number;
}

export interface MeasureOptions {
  formats: Format[];
  queries: number;
  onProgress: (done: number, total: number) => void;
}

const BULK = 1000;
/** A prime, so that families come in no order. */
const STEP = 7919;
const EMPTY_TRIPS = 100;

type Question = (at: number) => { method: string; params: object };

const questions = ({ families }: Scenario): Record<'query' | 'trace' | 'whatif', Question> => {
  const familyOf = (at: number): number => (at * STEP) % families;
  const call = (at: number): object => ({ call: callOf(familyOf(at), at) });
  return {
    query: (at) => ({ method: 'dispatch.query', params: { symbol: `f${familyOf(at)}` } }),
    trace: (at) => ({ method: 'dispatch.trace', params: call(at) }),
    whatif: (at) => ({ method: 'dispatch.whatif', params: call(at) }),
  };
};

function rateOf(asked: Asked[]): Rate {
  const times = asked.map(({ roundTripMs }) => roundTripMs);
  return { per_second: 1000 / mean(times), ms: distribution(times) };
}

interface Run extends MeasureOptions {
  stop: AbortSignal;
  url: string;
  scenario: Scenario;
}

async function inTurn(run: Run, format: Format, question: Question): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (let at = 0; at < run.queries; at += 1) {
    run.stop.throwIfAborted();
    asked.push(await ask(run.url, format, question(at)));
    run.onProgress(at, run.queries);
  }
  return asked;
}

const repeat = async (count: number, measure: () => Promise<number>): Promise<number[]> => {
  const values: number[] = [];
  for (let at = 0; at < count; at += 1) values.push(await measure());
  return values;
};

async function measureFormat(run: Run, format: Format): Promise<FormatResult> {
  const { query, trace, whatif } = questions(run.scenario);
  const first = await inTurn(run, format, query);
  const warm = await inTurn(run, format, query);
  const traced = await inTurn(run, format, trace);
  const batch = Array.from({ length: BULK }, (_, id) => ({ jsonrpc: '2.0', id, ...whatif(id) }));
  const bulk = await ask(run.url, format, batch);
  const sizes = warm.map(({ bytes }) => bytes);
  return {
    cold_start: first[0]?.roundTripMs ?? 0,
    first: distribution(first.map(({ roundTripMs }) => roundTripMs)),
    query: rateOf(warm),
    trace: rateOf(traced),
    bulk_1000: bulk.roundTripMs,
    network: {
      serialization: distribution(warm.map(({ value }) => writeMs(format, value))),
      transmission: distribution(await repeat(EMPTY_TRIPS, () => emptyTripMs(run.url))),
    },
    parse: distribution(warm.map(({ parseMs }) => parseMs)),
    bytes: {
      mean: mean(sizes),
      largest: Math.max(...sizes),
      whole_map: mean(sizes) * run.scenario.families,
    },
  };
}

async function stringrefMean({ url, scenario, queries }: Run): Promise<number> {
  const { query } = questions(scenario);
  const sizes: number[] = [];
  for (let at = 0; at < Math.min(queries, scenario.families); at += 1)
    sizes.push(stringrefBytes((await ask(url, 'json', query(at))).value));
  return mean(sizes);
}

function serve(dir: string): ReturnType<typeof startServer> {
  return startServer({
    address: { host: '127.0.0.1', port: 0 },
    sources: sources().liveSources({ sources: [dir] }, dir),
    defaultFormat: 'json',
    bodyLimit: 16 * 1024 * 1024,
    onChange: () => undefined,
    onFault: (error) => {
      throw error;
    },
  });
}

/** Every form has a server that has just started. Throws a `Failure` (128 + the signal) when it is interrupted. */
export const measure = (scenario: Scenario, options: MeasureOptions): Promise<ScenarioResult> =>
  inTemporaryDir('rhachet-benchmark-', async (dir, stop) => {
    writeProject(dir, scenario);
    const formats: Partial<Record<Format, FormatResult>> = {};
    let [start, refs] = [0, 0];
    for (const format of options.formats) {
      const began = performance.now();
      const server = await serve(dir);
      start = performance.now() - began;
      const run = { ...options, stop, url: server.url, scenario };
      try {
        formats[format] = await measureFormat(run, format);
        refs = await stringrefMean(run);
      } finally {
        await server.stop();
      }
    }
    return {
      scenario: scenario.name,
      families: scenario.families,
      overloads: overloadsOf(scenario),
      start,
      formats,
      stringref_mean: refs,
      peak_memory: process.resourceUsage().maxRSS / 1024,
    };
  });
