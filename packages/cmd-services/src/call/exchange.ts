// One request and its answer, along the redirects that the service allows.
import type { Service } from '../registry/types.ts';
import { guardedAddresses } from './guard/guard.ts';
import { bareHost } from './guard/host.ts';
import { redirectFault } from './say.ts';
import type { Transport, WireAnswer } from './transport/types.ts';
import { withoutUser } from './url.ts';

export interface Message {
  url: URL;
  method: string;
  headers: Record<string, string>;
  /** Headers for the service's own origin alone: its secret, and whatever else the registry says. */
  ownHeaders: Record<string, string>;
  body?: Uint8Array<ArrayBuffer>;
}

export interface Way {
  service: Service;
  transport: Pick<Transport, 'send' | 'lookup'>;
  connectTimeout: number;
  signal: AbortSignal;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const WITHOUT_BODY = new Set(['GET', 'HEAD']);

/** Looking a name up cannot be stopped; waiting for it can. */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** An internal service may be anywhere, but a redirect of its may not lead to other hosts of the inside. */
function isFree({ type, endpoints }: Service, url: URL): boolean {
  if (type === 'external') return false;
  const host = bareHost(url.hostname);
  return endpoints.some(
    ({ url: own }) => URL.canParse(own) && bareHost(new URL(own).hostname) === host,
  );
}

function next(message: Message, answer: WireAnswer, way: Way): Message {
  const { status } = answer;
  const to = answer.headers.location ?? '';
  if (!URL.canParse(to, message.url.href)) throw redirectFault('nowhere', 'no Location', status);
  const { url } = withoutUser(new URL(to, message.url));
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw redirectFault(url.protocol, 'it is not HTTP', status);
  const same = url.origin === message.url.origin;
  const ownHeaders = same ? message.ownHeaders : {};
  const keeps = status === 307 || status === 308 || WITHOUT_BODY.has(message.method);
  if (keeps) return { ...message, url, ownHeaders };
  // 303 says so; of 301 and 302 a POST becomes a GET as well, as every browser does (RFC 9110, section 15.4).
  if (status !== 303 && message.method !== 'POST')
    throw redirectFault(url.origin, `${way.service.method} must not become GET`, status);
  const headers = { ...message.headers };
  delete headers['content-type'];
  return { url, method: 'GET', headers, ownHeaders };
}

async function sendOnce(message: Message, way: Way, first: boolean): Promise<WireAnswer> {
  const { service, transport, connectTimeout, signal } = way;
  const { url, method, headers, ownHeaders, body } = message;
  const { lookup } = transport;
  const free = isFree(service, url) || (first && service.type === 'internal');
  const options = { allowHosts: service.allowHosts, lookup };
  const addresses = free ? undefined : await orAborted(guardedAddresses(url, options), signal);
  return transport.send({
    url,
    method,
    headers: { ...headers, ...ownHeaders },
    ...(body ? { body } : {}),
    ...(addresses ? { addresses } : {}),
    connectTimeout,
    signal,
  });
}

/** The last answer and where it came from. Rejects with a `CallFault`. */
export async function exchange(
  message: Message,
  way: Way,
): Promise<{ answer: WireAnswer; url: URL }> {
  let current = message;
  for (let followed = 0; ; followed += 1) {
    const answer = await sendOnce(current, way, followed === 0);
    if (!REDIRECTS.has(answer.status)) return { answer, url: current.url };
    answer.cancel();
    if (followed >= way.service.follow) {
      const { location = 'nowhere' } = answer.headers;
      const to = URL.canParse(location, current.url.href)
        ? new URL(location, current.url).origin
        : '';
      const why = followed === 0 ? 'the service follows none' : `${followed} were followed before`;
      throw redirectFault(to === '' ? 'nowhere' : to, why, answer.status);
    }
    current = next(current, answer, way);
  }
}
