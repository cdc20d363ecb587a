// Dispatching over HTTP: a server that goes on until it is told to stop.
import {
  type Answer,
  cannotListen,
  type Incoming,
  isLoopback,
  isOwnHost,
  listen,
  type Reply,
  type StreamedReply,
  type TcpAddress,
  urlOf,
} from '@rhachet/serve';
import type { Routes } from '../cache/routes.ts';
import type { Clock, ServiceClient } from '../call/types.ts';
import { Secrets } from '../call/secret.ts';
import { DispatcherCore } from '../dispatch/core.ts';
import type { Registry, SecretSource } from '../registry/types.ts';
import { CurrentRoutes } from './current-routes.ts';
import { checkMethod, Handler, routeOf } from './handler.ts';
import { Metrics } from './metrics.ts';
import { Refusal, refused } from './reply.ts';

export interface ServerOptions {
  address: TcpAddress;
  routes: Routes;
  client: ServiceClient;
  clock: Clock;
  /** Makes the routes of a registry whose file has changed. */
  compile: (registry: Registry) => Promise<Routes>;
  /** The secret of webhooks whose sender the registry does not name. */
  webhookSecret?: SecretSource | undefined;
  /** Bytes of a body. */
  bodyLimit: number;
  env: Record<string, string | undefined>;
  onSignal: (line: string) => void;
  /** One line for a person. */
  say: (line: string) => void;
  /** A fault of our own; the caller got status 500. */
  onFault: (error: unknown) => void;
}

export interface Server {
  url: string;
  port: number;
  /** Looks at once whether the registry file has changed. */
  checkRegistry: () => Promise<void>;
  /** Takes no new requests; resolves when those that run are answered. */
  stop: () => Promise<void>;
}

const MISDIRECTED: ConstructorParameters<typeof Refusal>[1] = {
  status: 421,
  code: 'BAD_HOST',
  hint: 'this server is for this machine; --host 0.0.0.0 opens it to others',
};

/** What `refused` has words for. */
const EXPECTED = new Set(['Refusal', 'JsonError', 'BodyRefused', 'RhachetFailure']);

const isOurs = (error: unknown): boolean => error instanceof Error && !EXPECTED.has(error.name);

interface AnswerParts {
  handler: Handler;
  metrics: Metrics;
  options: ServerOptions;
  isStopping: () => boolean;
}

function makeAnswer({ handler, metrics, options, isStopping }: AnswerParts): Answer {
  const { bodyLimit, address, onFault } = options;
  const isPrivate = isLoopback(address.host);
  const tried = async (
    request: Incoming,
    name = routeOf(request.path),
  ): Promise<Reply | StreamedReply> => {
    try {
      // A webhook comes through a tunnel, under the tunnel's name, and is signed.
      if (isPrivate && name !== 'webhook' && !isOwnHost(request.header('host')))
        throw new Refusal(`${request.header('host') ?? ''} is not this machine`, MISDIRECTED);
      checkMethod(name, request);
      return await handler.handle(name, request);
    } catch (error) {
      if (isOurs(error) && !request.signal.aborted) onFault(error);
      return refused(error, bodyLimit);
    }
  };
  return async (request) => {
    const name = routeOf(request.path);
    metrics.began();
    const reply = await tried(request, name);
    metrics.ended(name, reply.status);
    // Kept open, the connection would keep a server that stops from its end.
    return isStopping() ? { ...reply, headers: { ...reply.headers, connection: 'close' } } : reply;
  };
}

/** Rejects (`Failure`) where the address cannot be listened on. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { address, client, clock, onSignal, env, bodyLimit } = options;
  const current = new CurrentRoutes(options.routes, {
    compile: options.compile,
    say: options.say,
    wall: clock.wall,
  });
  const dispatcher = new DispatcherCore({
    routes: () => current.routes,
    registry: () => current.routes.registry(),
    client,
    clock,
    onSignal,
  });
  const metrics = new Metrics();
  let stopping = false;
  const isStopping = (): boolean => stopping;
  const handler = new Handler({
    dispatcher,
    client,
    current,
    metrics,
    secrets: new Secrets(env),
    others: options.webhookSecret,
    limit: bodyLimit,
    isStopping,
    say: options.say,
  });
  try {
    const listening = await listen(address, makeAnswer({ handler, metrics, options, isStopping }));
    return {
      url: urlOf(address, listening.port),
      port: listening.port,
      checkRegistry: () => current.check(),
      stop: async () => {
        stopping = true;
        current.close();
        await listening.close();
        await client.close();
      },
    };
  } catch (cause) {
    current.close();
    throw cannotListen(address, cause);
  }
}
