// What the server does with a request: which path it is, what it may be, and what it is answered.
import {
  type Incoming,
  parseJsonBytes,
  PROMETHEUS_TYPE,
  type Reply,
  type StreamedReply,
} from '@rhachet/serve';
import type { ServiceClient } from '../call/types.ts';
import type { Secrets } from '../call/secret.ts';
import type { DispatcherCore } from '../dispatch/core.ts';
import type { DispatchOptions, Dispatched } from '../dispatch/types.ts';
import { toPrinted } from '../dispatch/printed.ts';
import type { SecretSource } from '../registry/types.ts';
import type { ServiceRequest } from '../request/types.ts';
import type { CurrentRoutes } from './current-routes.ts';
import type { Metrics } from './metrics.ts';
import { type Job, readJob } from './read-job.ts';
import { json, Refusal } from './reply.ts';
import { statusOf } from './status.ts';
import { checkSignature, secretOf, type Senders, toWebhook } from './webhook.ts';

export interface HandlerParts {
  dispatcher: DispatcherCore;
  client: ServiceClient;
  current: CurrentRoutes;
  metrics: Metrics;
  secrets: Secrets;
  /** The secret of senders that the registry does not name. */
  others: Senders['others'];
  /** Bytes of a body. */
  limit: number;
  isStopping: () => boolean;
  /** One line for the operator. */
  say: (line: string) => void;
}

/** `webhook` is followed by the name of the sender. */
export type RouteName = 'route' | 'dispatch' | 'webhook' | 'healthz' | 'metrics' | 'other';

const METHODS: Record<RouteName, string[]> = {
  route: ['POST'],
  dispatch: ['POST'],
  webhook: ['POST'],
  healthz: ['GET', 'HEAD'],
  metrics: ['GET', 'HEAD'],
  other: [],
};

const SENDER = /^\/webhook\/([\w.-]{1,64})$/;

export function routeOf(path: string): RouteName {
  if (SENDER.test(path)) return 'webhook';
  const name = path.slice(1);
  const isKnown = name !== 'webhook' && name !== 'other' && Object.hasOwn(METHODS, name);
  return isKnown ? (name as RouteName) : 'other';
}

/** Throws a `Refusal` (404, 405). */
export function checkMethod(name: RouteName, { method, path }: Incoming): void {
  const allowed = METHODS[name];
  if (name === 'other')
    throw new Refusal(`there is no ${path}`, {
      status: 404,
      code: 'NO_PATH',
      hint: 'there are: POST /route, /dispatch, /webhook/<sender>; GET /healthz, /metrics',
    });
  if (allowed.includes(method)) return;
  throw new Refusal(`${path} takes ${allowed.join(' and ')}, not ${method}`, {
    status: 405,
    code: 'BAD_METHOD',
    headers: { allow: allowed.join(', ') },
  });
}

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/** A page in a browser cannot send this type to another origin without asking, and we never say yes. */
function checkType({ header }: Incoming): void {
  const type = header('content-type') ?? '';
  if (JSON_TYPE.test(type)) return;
  throw new Refusal(type === '' ? 'the body has no content type' : `${type} is not JSON`, {
    status: 415,
    code: 'BAD_TYPE',
    hint: 'content-type: application/json',
  });
}

const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** What the headers of a request say of the call that it leads to. */
function ofHeaders({ header }: Incoming): DispatchOptions {
  const key = header('idempotency-key');
  const traceparent = header('traceparent');
  const id = header('x-request-id');
  return {
    ...(key === undefined ? {} : { idempotencyKey: key }),
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(id !== undefined && REQUEST_ID.test(id) ? { requestId: id } : {}),
  };
}

/** What is passed on as it comes is the service's own, and no page of ours. */
const ofStream = ({ org = '', service = '', response }: Dispatched): Record<string, string> => ({
  'content-type': response.headers['content-type'] ?? 'application/octet-stream',
  'x-content-type-options': 'nosniff',
  'x-service': `${org}.${service}`,
});

export class Handler {
  readonly #parts: HandlerParts;

  constructor(parts: HandlerParts) {
    this.#parts = parts;
  }

  /** Rejects with what `refused` knows how to say. */
  handle(name: RouteName, request: Incoming): Promise<Reply | StreamedReply> | Reply {
    if (name === 'route') return this.#route(request);
    if (name === 'dispatch') return this.#dispatch(request);
    if (name === 'webhook') return this.#webhook(request);
    return name === 'metrics' ? this.#metrics() : this.#health();
  }

  async #read(request: Incoming): Promise<Job> {
    checkType(request);
    return readJob(parseJsonBytes(await request.body(this.#parts.limit)));
  }

  async #route(request: Incoming): Promise<Reply | StreamedReply> {
    const { request: asked, target } = await this.#read(request);
    const explanation = this.#parts.dispatcher.explain(asked, target);
    const status = explanation.status === 'ambiguous' ? 409 : 404;
    return json(explanation.service === undefined ? status : 200, explanation);
  }

  async #dispatch(request: Incoming): Promise<Reply | StreamedReply> {
    const { request: asked, target, options } = await this.#read(request);
    const all = { ...ofHeaders(request), ...options, signal: request.signal };
    const { dispatcher } = this.#parts;
    if (!target) return this.#answer(await dispatcher.dispatch(asked, all));
    const query = asked.source === 'text' ? asked.text : '';
    return this.#answer(await dispatcher.dispatchTo(target.org, target.service, { ...all, query }));
  }

  /** Goes on when the sender hangs up: most wait for seconds only, and will not send it again. */
  async #webhook(request: Incoming): Promise<Reply | StreamedReply> {
    const { dispatcher, limit } = this.#parts;
    const [, sender = ''] = SENDER.exec(request.path) ?? [];
    const body = await request.body(limit);
    const source = secretOf(this.#senders(), sender);
    if (!source)
      throw new Refusal(`webhooks of ${sender} are not taken: there is no secret for them`, {
        status: 401,
        code: 'NO_SECRET',
        hint: `webhooks: { ${sender}: env:NAME } in the registry, or --webhook-secret env:NAME`,
      });
    const signature = request.header('x-hub-signature-256');
    checkSignature(body, { secret: await this.#secret(source, sender), signature });
    checkType(request);
    const { value: payload } = parseJsonBytes(body);
    const { traceparent, requestId } = ofHeaders(request);
    const options = {
      ...(traceparent === undefined ? {} : { traceparent }),
      ...(requestId === undefined ? {} : { requestId }),
    };
    const asked: ServiceRequest = toWebhook(request, { sender, payload });
    return this.#answer(await dispatcher.dispatch(asked, options));
  }

  /** Why it cannot be read is for the operator; the sender may try again. */
  async #secret(source: SecretSource, sender: string): Promise<string> {
    const { secrets, say } = this.#parts;
    try {
      return await secrets.get(source);
    } catch (error) {
      say(`webhooks of ${sender} are refused: ${(error as Error).message}`);
      const message = `the secret for webhooks of ${sender} cannot be read`;
      throw new Refusal(message, { status: 503, code: 'NO_SECRET' });
    }
  }

  #senders(): Senders {
    const { current, others } = this.#parts;
    return { webhooks: current.routes.head.webhooks ?? {}, others };
  }

  #answer(result: Dispatched): Reply | StreamedReply {
    this.#parts.metrics.dispatched(result);
    const { retryAfter } = result.error ?? {};
    const wait =
      retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfter / 1000)) };
    const headers = { 'x-request-id': result.request_id, ...wait };
    const { body } = result.response;
    if (body) return { status: 200, headers: { ...headers, ...ofStream(result) }, body };
    return json(statusOf(result), toPrinted(result), headers);
  }

  #metrics(): Reply {
    const { metrics, client, current } = this.#parts;
    const body = metrics.text(client, current);
    return { status: 200, headers: { 'content-type': PROMETHEUS_TYPE }, body };
  }

  #health(): Reply {
    const { current, isStopping } = this.#parts;
    const { routes, loadedAt, reloads, error } = current;
    const registry = {
      source: routes.source,
      hash: routes.head.hash,
      orgs: routes.head.orgs.length,
      services: routes.services.length,
      loaded_at: new Date(loadedAt).toISOString(),
      reloads,
      ...(error === undefined ? {} : { error }),
    };
    const status = isStopping() ? 'stopping' : error === undefined ? 'ok' : 'stale';
    return json(status === 'stopping' ? 503 : 200, { status, registry });
  }
}
