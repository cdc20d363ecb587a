// HTTP through Bun's fetch, which has no hooks for what we need. What stands in for them:
// - a pinned address: the URL holds it, `Host` and the TLS server name hold the name (undici's `lookup` is ignored);
// - the moment of connection: the body is a stream, and Bun asks for its first bytes when the connection stands;
// - no proxy: fetch reads NO_PROXY when it is called.
import { CallFault } from '../fault.ts';
import { bareHost, urlHost } from '../guard/host.ts';
import { abortFault, connectTimedOut, toFault } from './to-fault.ts';
import type { Transport, WireAnswer, WireRequest } from './types.ts';

const PROXIES = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy'];

/** A proxy would choose the address by itself, behind the guard. Node knows no proxy either. */
function fetchDirectly(url: string, init: BunFetchRequestInit): Promise<Response> {
  const { env } = process;
  if (!PROXIES.some((name) => env[name])) return fetch(url, init);
  const { NO_PROXY, no_proxy } = env;
  env.NO_PROXY = env.no_proxy = '*';
  try {
    return fetch(url, init);
  } finally {
    restore('NO_PROXY', NO_PROXY);
    restore('no_proxy', no_proxy);
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}

const bodyStream = (body: Uint8Array, connected: () => void): ReadableStream =>
  new ReadableStream(
    {
      pull(controller) {
        connected();
        controller.enqueue(body);
        controller.close();
      },
    },
    { highWaterMark: 0 },
  );

interface Pin {
  url: string;
  host?: string;
  tls?: { serverName: string };
}

function pin(url: URL, address: string | undefined): Pin {
  if (address === undefined) return { url: url.href };
  const direct = new URL(url);
  direct.hostname = urlHost(address);
  const named = bareHost(url.hostname) !== address;
  return {
    url: direct.href,
    host: url.host,
    ...(named ? { tls: { serverName: url.hostname } } : {}),
  };
}

function toAnswer(response: Response, { url, signal }: WireRequest): WireAnswer {
  const fault = (error: unknown): CallFault =>
    signal.aborted ? abortFault(signal, true) : toFault(error, { url, sent: true });
  async function* read(): AsyncGenerator<Uint8Array> {
    try {
      if (response.body) for await (const chunk of response.body) yield chunk;
    } catch (error) {
      throw fault(error);
    }
  }
  return {
    status: response.status,
    headers: response.headers.toJSON(),
    body: read(),
    whole: () =>
      response.bytes().catch((error: unknown) => {
        throw fault(error);
      }),
    cancel: () => void response.body?.cancel().catch(() => undefined),
  };
}

/** Of its last answer, by address; a host that has just answered is one that can be connected to. */
type Answered = Map<string, number>;
const WARM_MS = 5000;

const isWarm = (answered: Answered, target: string): boolean =>
  performance.now() - (answered.get(target) ?? -Infinity) < WARM_MS;

interface Watched {
  body?: Uint8Array<ArrayBuffer> | ReadableStream;
  /** The service may have seen the request. */
  sent: boolean;
  signal: AbortSignal;
  stop: () => void;
}

/**
 * Watches for the connection where the host is not known to be there. Not always, since Bun keeps no connection open
 * after it has sent a stream: to a host that has just answered the body goes as it is, and counts as seen at once.
 */
function watchConnection(
  { url, body, connectTimeout, signal }: WireRequest,
  warm: boolean,
): Watched {
  if (!body) return { sent: true, signal, stop: () => undefined };
  if (warm) return { body, sent: true, signal, stop: () => undefined };
  const connecting = new AbortController();
  const late = (): void => connecting.abort(connectTimedOut(url, connectTimeout));
  const timer = setTimeout(late, connectTimeout);
  const stop = (): void => clearTimeout(timer);
  const watched: Watched = {
    sent: false,
    signal: AbortSignal.any([signal, connecting.signal]),
    stop,
  };
  watched.body = bodyStream(body, () => {
    watched.sent = true;
    stop();
  });
  return watched;
}

async function sendTo(
  wire: WireRequest,
  { answered, address }: { answered: Answered; address?: string | undefined },
): Promise<WireAnswer> {
  const { url, method, headers, body, signal } = wire;
  const { url: target, host, tls } = pin(url, address);
  const { origin } = new URL(target);
  const watched = watchConnection(wire, isWarm(answered, origin));
  try {
    const response = await fetchDirectly(target, {
      method,
      headers: {
        ...headers,
        ...(host === undefined ? {} : { host }),
        ...(body ? { 'content-length': String(body.length) } : {}),
      },
      ...(watched.body ? { body: watched.body } : {}),
      // Bun sends any other again by itself when a kept connection breaks; our retry loop must be the only one.
      keepalive: method === 'POST' || method === 'PATCH',
      redirect: 'manual',
      decompress: false,
      signal: watched.signal,
      ...(tls ? { tls } : {}),
    });
    answered.set(origin, performance.now());
    return toAnswer(response, wire);
  } catch (error) {
    answered.delete(origin);
    const { sent } = watched;
    if (signal.aborted) throw abortFault(signal, sent);
    throw toFault(watched.signal.aborted ? watched.signal.reason : error, { url, sent });
  } finally {
    watched.stop();
  }
}

const neverConnected = (error: unknown): boolean =>
  error instanceof CallFault && !error.sent && error.code !== 'tls_failed';

async function send(wire: WireRequest, answered: Answered): Promise<WireAnswer> {
  const [address, ...others] = wire.addresses ?? [];
  try {
    return await sendTo(wire, { answered, address });
  } catch (error) {
    if (others.length === 0 || wire.signal.aborted || !neverConnected(error)) throw error;
    return send({ ...wire, addresses: others }, answered);
  }
}

async function lookup(host: string): Promise<string[]> {
  try {
    return (await Bun.dns.lookup(host)).map(({ address }) => address);
  } catch (error) {
    throw toFault(error, { url: new URL(`http://${host}`), sent: false });
  }
}

const connect: Transport['connect'] = async ({ host, port }, signal) => {
  const url = new URL(`tcp://${host}:${port}`);
  const open = Bun.connect({ hostname: bareHost(host), port, socket: { data: () => undefined } });
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(abortFault(signal, false)), { once: true });
  });
  // Also one that opens too late is closed, and one that fails too late is not unheard.
  open.then(
    (socket) => socket.end(),
    () => undefined,
  );
  try {
    await Promise.race([open, aborted]);
  } catch (error) {
    throw toFault(error, { url, sent: false });
  }
};

/** Bun keeps connections open by itself, and apart by address and server name. */
export function makeTransport(): Transport {
  const answered: Answered = new Map();
  return {
    send: (wire) => send(wire, answered),
    lookup,
    connect,
    close: () => answered.clear(),
  };
}
