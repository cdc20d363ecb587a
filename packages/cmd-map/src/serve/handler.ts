// What the server does with a request: which path it is, which form the answer takes, and what it is answered.
import { type Incoming, PROMETHEUS_TYPE, type Reply } from '@rhachet/serve';
import type { TablesHost } from '../rpc/answer-any.ts';
import { JsonWriter } from '../rpc/json-writer.ts';
import { respond, type Writer } from '../rpc/respond.ts';
import { acceptedFormat, type Format, TYPES } from './accept.ts';
import { type BodyType, bodyType, cbor, parseBody } from './body.ts';
import type { CurrentMap } from './current-map.ts';
import type { Metrics } from './metrics.ts';
import { Refusal, toRefused } from './refusal.ts';
import type { Traffic } from './traffic.ts';

/** What a caller gets who leaves it to us; `auto` follows the size of the map and the traffic. */
export type DefaultFormat = 'json' | 'cbor' | 'auto';

export interface HandlerParts {
  current: CurrentMap;
  tables?: TablesHost | undefined;
  metrics: Metrics;
  traffic: Traffic;
  defaultFormat: DefaultFormat;
  /** Bytes of a body. */
  limit: number;
  isStopping: () => boolean;
  onFault: (error: unknown) => void;
}

export type RouteName = 'rpc' | 'healthz' | 'metrics';

/** Every other path asks the map. */
export const routeOf = (path: string): RouteName =>
  path === '/healthz' || path === '/metrics' ? (path.slice(1) as RouteName) : 'rpc';

type Body = Reply['body'];

const writerOf = (format: Format): Writer<Body> =>
  format === 'json'
    ? new JsonWriter()
    : new (cbor().CborWriter)({ stringref: format === 'stringref' });

const TAKEN = 'application/json, application/cbor';

function checkMethod(name: RouteName, { method, path }: Incoming): void {
  const allowed = name === 'rpc' ? ['POST'] : ['GET', 'HEAD'];
  if (allowed.includes(method)) return;
  throw new Refusal(`${path} takes ${allowed.join(' and ')}, not ${method}`, {
    status: 405,
    headers: { allow: allowed.join(', ') },
    hint: 'curl --json \'{"method": "dispatch.query", "params": {"symbol": "add"}}\'',
  });
}

function checkBodyType({ header }: Incoming): BodyType {
  const encoding = header('content-encoding');
  if (encoding !== undefined && encoding !== 'identity')
    throw new Refusal(`the body is ${encoding}`, {
      status: 415,
      headers: { 'accept-encoding': 'identity' },
    });
  const said = header('content-type');
  const type = bodyType(said);
  if (type) return type;
  throw new Refusal(`${said ?? ''} is neither JSON nor CBOR`, {
    status: 415,
    headers: { accept: TAKEN },
    hint: 'content-type: application/json (curl --json does that), or application/cbor',
  });
}

interface Shaped {
  status: number;
  format: Format;
  headers?: Record<string, string>;
}

const shaped = ({ status, format, headers = {} }: Shaped, body: Body): Reply => ({
  status,
  headers: { 'content-type': TYPES[format], ...headers },
  body,
});

export class Handler {
  readonly #parts: HandlerParts;

  constructor(parts: HandlerParts) {
    this.#parts = parts;
  }

  /** Rejects with what `refuse` knows how to say. */
  handle(request: Incoming, name: RouteName): Promise<Reply> | Reply {
    checkMethod(name, request);
    if (name === 'healthz') return this.#health();
    return name === 'metrics' ? this.#metrics() : this.#rpc(request);
  }

  /** The answer to a request that cannot be one to its question. */
  refuse(error: unknown, { header, signal }: Incoming): Reply {
    const { limit, onFault } = this.#parts;
    const { status, headers, error: object, isFault } = toRefused(error, limit);
    if (isFault && !signal.aborted) onFault(error);
    const format = acceptedFormat(header('accept')).format ?? 'json';
    const writer = writerOf(format);
    writer.write({ jsonrpc: '2.0', id: null, error: object });
    return shaped({ status, format, headers }, writer.end({ batch: false }));
  }

  #formatOf({ header }: Incoming): Format {
    const { format, isOurs } = acceptedFormat(header('accept'));
    if (!format)
      throw new Refusal(`there is nothing of ${header('accept') ?? ''}`, {
        status: 406,
        hint: `accept: ${Object.values(TYPES).join(', ')}`,
      });
    const { defaultFormat, traffic, current } = this.#parts;
    if (!isOurs || defaultFormat === 'json') return format;
    const isCbor = defaultFormat === 'cbor' || traffic.prefersCbor(current.facts.families);
    return isCbor ? 'cbor' : format;
  }

  async #rpc(request: Incoming): Promise<Reply> {
    const { current, tables, metrics, limit, onFault } = this.#parts;
    const format = this.#formatOf(request);
    const type = checkBodyType(request);
    const message = parseBody(await request.body(limit), type);
    const settled = current.settle();
    if (settled) await settled;
    const writer = writerOf(format);
    const options = { maps: current, tables, writer, tell: metrics.told, onFault };
    const responded = respond(message, options);
    const { status, body } = responded instanceof Promise ? await responded : responded;
    if (body === undefined) return { status: 204, headers: {}, body: '' };
    const queries = Array.isArray(message) ? message.length : 1;
    const headers = this.#advice(format, queries, body.length);
    return shaped({ status, format, headers }, body);
  }

  #advice(format: Format, queries: number, bytes: number): Record<string, string> {
    const why = this.#parts.traffic.count(queries, bytes);
    if (format !== 'json' || why === undefined) return {};
    return { 'dispatch-format-advice': `cbor; reason="${why}"` };
  }

  #metrics(): Reply {
    const { metrics, current } = this.#parts;
    const body = metrics.text(current.facts);
    return { status: 200, headers: { 'content-type': PROMETHEUS_TYPE }, body };
  }

  async #health(): Promise<Reply> {
    const { current, isStopping } = this.#parts;
    await current.settle();
    const problem = this.#problem();
    const { files, families, loadedAt, reloads } = current.facts;
    const map = { files, families, loaded_at: new Date(loadedAt).toISOString(), reloads };
    const state = problem === undefined ? 'ok' : 'unreadable';
    const status = isStopping() ? 'stopping' : state;
    const text = JSON.stringify({
      status,
      map,
      ...(problem === undefined ? {} : { error: problem }),
    });
    return shaped({ status: status === 'ok' ? 200 : 503, format: 'json' }, `${text}\n`);
  }

  /** Why the sources cannot be read as they are. */
  #problem(): string | undefined {
    try {
      this.#parts.current.current();
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }
}
