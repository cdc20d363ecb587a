// dispatch --batch: a request per line, a result per line, in the order of the file.
import { EXIT, Failure, type Outcome, type Chunk } from '@rhachet/kit';
import type { DispatcherCore } from '../dispatch/core.ts';
import { inOrder } from '../dispatch/pool.ts';
import { toPrinted } from '../dispatch/printed.ts';
import type { DispatchOptions, Dispatched } from '../dispatch/types.ts';
import type { ServiceRequest } from '../request/types.ts';
import { type DispatchCall, readCallOptions } from './dispatch.ts';
import { exitOf } from './exit-code.ts';
import { readText } from './input.ts';
import { openDispatcher } from './open.ts';

/** One line of the file. */
interface Item {
  query?: string;
  request?: ServiceRequest;
  org?: string;
  service?: string;
  data?: unknown;
  context?: unknown;
  idempotencyKey?: string;
}

const WIDTH = 16;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

function asRequest(value: Record<string, unknown>): ServiceRequest | undefined {
  const { event, payload, method, path, body } = value;
  if (typeof event === 'string') {
    const from = text(value.source);
    return { source: 'webhook', event, ...(from === undefined ? {} : { from }), payload };
  }
  if (typeof method !== 'string' || typeof path !== 'string') return undefined;
  const headers = isObject(value.headers) ? value.headers : {};
  const texts = Object.entries(headers).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const query = text(value.query) ?? (isObject(body) ? text(body.query) : undefined);
  const said = query === undefined ? {} : { text: query };
  return { source: 'api', method, path, headers: Object.fromEntries(texts), body, ...said };
}

/** A text is a query; an object has `query`, or `org`, or is an API call or a webhook. */
function toItem(value: unknown): Item | undefined {
  if (typeof value === 'string') return { query: value };
  if (!isObject(value)) return undefined;
  const request = asRequest(value);
  if (request) return { request };
  const { query, org, service, data, context, idempotency_key: key } = value;
  if (typeof query !== 'string' && typeof org !== 'string') return undefined;
  return {
    ...(typeof query === 'string' ? { query } : {}),
    ...(typeof org === 'string' ? { org } : {}),
    ...(typeof service === 'string' ? { service } : {}),
    ...(data === undefined ? {} : { data }),
    ...(context === undefined ? {} : { context }),
    ...(typeof key === 'string' ? { idempotencyKey: key } : {}),
  };
}

function badLine(file: string, line: number, message: string): Failure {
  return new Failure(`${file}:${line}: ${message}`, {
    code: 'BAD_BATCH',
    exit: EXIT.badData,
    hint: 'a line is "a query", or { "query", "org", "service", "data", "context" }; nothing was sent',
  });
}

function parseLine(line: string, at: number, file: string): Item {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw badLine(file, at, `no JSON: ${(error as Error).message}`);
  }
  const item = toItem(value);
  if (!item) throw badLine(file, at, 'neither a query nor a target');
  return item;
}

/** All lines are read before the first is sent: a mistake in the last shall not leave half of it done. */
const parseBatch = (content: string, file: string): Item[] =>
  content
    .split('\n')
    .map((line, at) => ({ line: line.trim(), at: at + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, at }) => parseLine(line, at, file));

function perform(
  dispatcher: DispatcherCore,
  item: Item,
  base: DispatchOptions,
): Promise<Dispatched> {
  const { query, request, org, service, ...own } = item;
  const options = { ...base, ...own };
  if (request) return dispatcher.dispatch(request, options);
  if (org === undefined) return dispatcher.dispatch(query ?? '', options);
  return dispatcher.dispatchTo(org, service, query === undefined ? options : { ...options, query });
}

/** Exit: 0 when all went well, else that of the first that did not. */
export async function dispatchBatch(call: DispatchCall, file: string): Promise<Outcome> {
  const base = { ...(await readCallOptions(call.options)), stream: false };
  const items = parseBatch(await readText(file), file === '-' ? 'standard input' : file);
  const { dispatcher, notes } = await openDispatcher(call);
  const encoder = new TextEncoder();
  async function* lines(): AsyncGenerator<Chunk, number> {
    let exit: number = EXIT.ok;
    const jobs = inOrder(items, WIDTH, (item) => perform(dispatcher, item, base));
    for await (const result of jobs) {
      exit ||= exitOf(result);
      const said = notes.take();
      if (said !== '' && !call.options.quiet) yield { to: 'err', bytes: encoder.encode(said) };
      yield { to: 'out', bytes: encoder.encode(`${JSON.stringify(toPrinted(result))}\n`) };
    }
    return exit;
  }
  return { stream: lines() };
}
