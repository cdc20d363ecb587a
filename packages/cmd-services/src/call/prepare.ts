// The request of a call, the same on every try but for its span and where it goes.
import type { Service } from '../registry/types.ts';
import { authorize, type Credentials, NO_CREDENTIALS } from './authorize.ts';
import type { Message } from './exchange.ts';
import type { Secrets } from './secret.ts';
import { childOf } from './traceparent.ts';
import type { ServiceCall } from './types.ts';
import { withoutUser } from './url.ts';

const BODILESS = new Set(['GET', 'HEAD']);
/** What says where a message ends and where it goes is not the registry's to set. */
const OURS = new Set(['host', 'content-length', 'transfer-encoding', 'connection']);

export interface Prepared {
  service: Service;
  method: string;
  headers: Record<string, string>;
  credentials: Credentials;
  body?: Uint8Array<ArrayBuffer>;
  traceparent: string | undefined;
}

export interface Context {
  secrets: Secrets;
  version: string;
  /** Continued where the call brings no trace of its own. */
  traceparent: string | undefined;
  /** When the caller stops waiting, milliseconds since the epoch. */
  deadline: number;
}

const bytesOf = (body: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify(body ?? null));

/** Rejects with `secret_missing`. */
export async function prepare(
  { service, body, idempotencyKey, traceparent }: ServiceCall,
  context: Context,
): Promise<Prepared> {
  const { method, auth } = service;
  const bytes = BODILESS.has(method) ? undefined : bytesOf(body);
  const { secrets } = context;
  const credentials = auth
    ? await authorize(auth, { secrets, body: bytes ?? new Uint8Array() })
    : NO_CREDENTIALS;
  return {
    service,
    method,
    credentials,
    ...(bytes ? { body: bytes } : {}),
    headers: {
      accept: 'application/json, */*;q=0.8',
      'accept-encoding': 'identity',
      'user-agent': `rhachet/${context.version}`,
      ...(bytes ? { 'content-type': 'application/json' } : {}),
      'idempotency-key': idempotencyKey ?? crypto.randomUUID(),
      'x-request-deadline': new Date(context.deadline).toISOString(),
    },
    traceparent: traceparent ?? context.traceparent,
  };
}

function ownHeaders({ service, credentials }: Prepared, userInfo: string): Record<string, string> {
  const fromRegistry = Object.entries(service.headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !OURS.has(name));
  return {
    ...(userInfo === '' ? {} : { authorization: `Basic ${btoa(userInfo)}` }),
    ...Object.fromEntries(fromRegistry),
    ...credentials.headers,
  };
}

/** The request to one endpoint. */
export function messageTo(endpoint: URL, prepared: Prepared): Message {
  const { url, userInfo } = withoutUser(endpoint);
  const { method, headers, body, traceparent } = prepared;
  return {
    url,
    method,
    headers: { ...headers, traceparent: childOf(traceparent) },
    ownHeaders: ownHeaders(prepared, userInfo),
    ...(body ? { body } : {}),
  };
}
