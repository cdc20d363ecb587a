// HTTP through Node: a pinned address is what `lookup` answers, so that nothing is looked up a second time.
import { lookup as dnsLookup } from 'node:dns';
import { Agent as HttpAgent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { Agent as HttpsAgent, request as secureRequest } from 'node:https';
import { connect as tcpConnect, isIP, type LookupFunction } from 'node:net';
import { bareHost } from '../guard/host.ts';
import { abortFault, connectTimedOut, toFault } from './to-fault.ts';
import type { Transport, WireAnswer, WireRequest } from './types.ts';

interface Agents {
  http: HttpAgent;
  https: HttpsAgent;
}

const agents = (): Agents => ({
  http: new HttpAgent({ keepAlive: true }),
  https: new HttpsAgent({ keepAlive: true }),
});

const pinned = (addresses: string[]): LookupFunction => {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, { all: wanted }, done) => {
    const [first = { address: '', family: 4 }] = all;
    if (wanted) done(null, all);
    else done(null, first.address, first.family);
  };
};

function toAnswer(message: IncomingMessage, { url, signal }: WireRequest): WireAnswer {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  async function* read(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of message) yield chunk as Uint8Array;
    } catch (error) {
      throw signal.aborted ? abortFault(signal, true) : toFault(error, { url, sent: true });
    }
  }
  const cancel = (): void => void message.destroy();
  return { status: message.statusCode ?? 0, headers, body: read(), cancel };
}

/** Calls `connected` once the request may go out; fails the request when that takes too long. */
function watchConnection(made: ClientRequest, wire: WireRequest, connected: () => void): void {
  const { url, connectTimeout } = wire;
  const timer = setTimeout(
    () => made.destroy(connectTimedOut(url, connectTimeout)),
    connectTimeout,
  );
  const stop = (): void => clearTimeout(timer);
  const stands = (): void => {
    stop();
    connected();
  };
  made.once('close', stop).once('response', stop);
  made.once('socket', (socket) => {
    if (made.reusedSocket || !socket.connecting) stands();
    else socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', stands);
  });
}

function send(wire: WireRequest, { http, https }: Agents): Promise<WireAnswer> {
  const { url, method, headers, body, addresses, signal } = wire;
  if (signal.aborted) return Promise.reject(abortFault(signal, false));
  const secure = url.protocol === 'https:';
  let sent = false;
  return new Promise((resolve, reject) => {
    const made = (secure ? secureRequest : request)(url, {
      method,
      headers: body ? { ...headers, 'content-length': String(body.length) } : headers,
      agent: secure ? https : http,
      signal,
      ...(addresses ? { lookup: pinned(addresses) } : {}),
    });
    watchConnection(made, wire, () => (sent = true));
    made.once('response', (message) => resolve(toAnswer(message, wire)));
    made.once('error', (error) =>
      reject(signal.aborted ? abortFault(signal, sent) : toFault(error, { url, sent })),
    );
    made.end(body);
  });
}

const lookup = (host: string): Promise<string[]> =>
  new Promise((resolve, reject) => {
    dnsLookup(host, { all: true }, (error, found) => {
      if (error) reject(toFault(error, { url: new URL(`http://${host}`), sent: false }));
      else resolve(found.map(({ address }) => address));
    });
  });

const connect: Transport['connect'] = ({ host, port }, signal) =>
  new Promise((resolve, reject) => {
    const socket = tcpConnect({ host: bareHost(host), port, signal });
    socket.once('connect', () => {
      resolve();
      socket.destroy();
    });
    socket.once('error', (error) => {
      const url = new URL(`tcp://${host}:${port}`);
      reject(signal.aborted ? abortFault(signal, false) : toFault(error, { url, sent: false }));
    });
  });

/** Connections are kept open and used again; those to checked addresses apart from the others. */
export function makeTransport(): Transport {
  const open = agents();
  const guarded = agents();
  return {
    send: (wire) => send(wire, wire.addresses ? guarded : open),
    lookup,
    connect,
    close: () => {
      for (const { http, https } of [open, guarded]) {
        http.destroy();
        https.destroy();
      }
    },
  };
}
