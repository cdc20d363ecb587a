// The dispatch map over HTTP: a server that goes on until it is told to stop.
import {
  type Address,
  cannotListen,
  type Incoming,
  isLoopback,
  isOwnHost,
  listen,
  type Reply,
  urlOf,
} from '@rhachet/serve';
import type { LiveSources } from '#sources';
import type { TablesHost } from '../rpc/answer-any.ts';
import { CurrentMap, type MapFacts } from './current-map.ts';
import { type DefaultFormat, Handler, routeOf } from './handler.ts';
import { Metrics } from './metrics.ts';
import { Refusal } from './refusal.ts';
import { Traffic } from './traffic.ts';

export interface ServerOptions {
  address: Address;
  sources: LiveSources;
  /** What the tables of the program itself are asked through. */
  tables?: TablesHost;
  defaultFormat: DefaultFormat;
  /** Bytes of a body. */
  bodyLimit: number;
  /** A changed map has come into use. */
  onChange: (facts: MapFacts) => void;
  /** A fault of our own; the caller is told nothing of it. */
  onFault: (error: unknown) => void;
}

export interface Server {
  /** Or the path of the socket. */
  url: string;
  port: number;
  facts: MapFacts;
  /** Takes no new requests; resolves when those that run are answered. */
  stop: () => Promise<void>;
}

/** A page whose name was made to mean this machine must not read what only this machine may ask. */
function checkHost({ header }: Incoming): void {
  if (isOwnHost(header('host'))) return;
  throw new Refusal(`${header('host') ?? ''} is not this machine`, {
    status: 421,
    hint: 'this server is for this machine; --host 0.0.0.0 opens it to others',
  });
}

/** Rejects (`Failure`) where the sources cannot be read, or the address not be listened on. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { address, sources, defaultFormat, bodyLimit: limit, onFault } = options;
  const current = new CurrentMap(sources, options.onChange);
  current.current();
  const metrics = new Metrics();
  let stopping = false;
  const handler = new Handler({
    current,
    tables: options.tables,
    metrics,
    traffic: new Traffic(() => performance.now()),
    defaultFormat,
    limit,
    isStopping: () => stopping,
    onFault,
  });
  const isPrivate = 'host' in address && isLoopback(address.host);
  const answer = async (request: Incoming): Promise<Reply> => {
    const name = routeOf(request.path);
    metrics.began();
    let given: Reply;
    try {
      if (isPrivate) checkHost(request);
      given = await handler.handle(request, name);
    } catch (error) {
      given = handler.refuse(error, request);
    }
    metrics.ended(name, given);
    // Kept open, the connection would keep a server that stops from its end.
    return stopping ? { ...given, headers: { ...given.headers, connection: 'close' } } : given;
  };
  try {
    const listening = await listen(address, answer);
    return {
      url: urlOf(address, listening.port),
      port: listening.port,
      facts: current.facts,
      stop: async () => {
        stopping = true;
        await listening.close();
        current.close();
      },
    };
  } catch (cause) {
    current.close();
    throw cannotListen(address, cause);
  }
}
