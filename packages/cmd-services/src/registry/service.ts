// One service of the registry.
import { readAuth } from './auth.ts';
import { isMap, pathText, type Reader } from './reader.ts';
import { readRateLimit, readSettings, type Settings } from './settings.ts';
import type { Endpoint, HealthCheck, Service } from './types.ts';

const RESPONSE_LIMIT = 10 * 1024 * 1024;
const HEALTH_TIMEOUT = 2000;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
/** Methods that may be repeated without harm (RFC 9110, section 9.2.2). */
const IDEMPOTENT = new Set<string>(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/** Says what is wrong with a URL; it is kept, so that listings show it. */
function checkUrl(reader: Reader, key: string, url: string): void {
  const where = pathText([...reader.path, key]);
  if (!URL.canParse(url)) {
    reader.note(key, {
      level: 'warning',
      code: 'bad-url',
      message: `${where} is no URL: it cannot be called`,
    });
    return;
  }
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') {
    const message = `${where} is ${protocol.slice(0, -1)}, not http or https: it cannot be called`;
    reader.note(key, { level: 'warning', code: 'bad-scheme', message });
  }
  if (username !== '' || password !== '') {
    const message = `${where} holds a user or password in clear`;
    reader.note(key, {
      level: 'warning',
      code: 'secret-in-clear',
      message,
      hint: 'auth: { type: basic, user: NAME, from: env:NAME }',
    });
  }
}

function readEndpoint(reader: Reader): Endpoint | undefined {
  const url = reader.string('url');
  const weight = reader.number('weight') ?? 1;
  reader.done();
  if (url === undefined) {
    reader.wrong('url', 'there');
    return;
  }
  checkUrl(reader, 'url', url);
  return { url, weight };
}

function readEndpoints(reader: Reader): Endpoint[] {
  const single = reader.string('endpoint');
  if (single !== undefined && single !== '') checkUrl(reader, 'endpoint', single);
  const raw = reader.raw('endpoints');
  const listed =
    Array.isArray(raw) && raw.some((one) => !isMap(one))
      ? reader.strings('endpoints').map((url): Endpoint => ({ url, weight: 1 }))
      : reader.list('endpoints').map(readEndpoint);
  const first = single === undefined || single === '' ? [] : [{ url: single, weight: 1 }];
  const endpoints = [...first, ...listed.filter((one) => one !== undefined)];
  if (endpoints.length === 0) {
    const message = `${pathText(reader.path)} has no endpoint: it cannot be called`;
    reader.note(undefined, { level: 'warning', code: 'no-endpoint', message }, 'key');
  }
  return endpoints;
}

function readStatuses(map: Reader): number[] {
  const raw = map.raw('status');
  if (raw === undefined) return [];
  const list: unknown[] = Array.isArray(raw) ? raw : [raw];
  const codes = list.filter((one): one is number => Number.isInteger(one));
  if (codes.length !== list.length) map.wrong('status', 'a list of HTTP statuses');
  return codes;
}

function readHealth(reader: Reader): HealthCheck | undefined {
  const raw = reader.raw('health');
  if (raw === undefined || raw === '') return undefined;
  if (typeof raw === 'string') {
    checkUrl(reader, 'health', raw);
    return { url: raw, status: [], timeout: HEALTH_TIMEOUT };
  }
  const map = reader.map('health');
  if (!map) return undefined;
  const url = map.string('url');
  const status = readStatuses(map);
  const body = map.string('body');
  const timeout = map.duration('timeout') ?? HEALTH_TIMEOUT;
  map.done();
  if (url === undefined) {
    map.wrong('url', 'there');
    return;
  }
  checkUrl(map, 'url', url);
  return { url, status, ...(body === undefined ? {} : { body }), timeout };
}

const SECRET_HEADER =
  /^(authorization|cookie|proxy-authorization|.*(token|secret|api-?key|password).*)$/i;

function readHeaders(reader: Reader): Record<string, string> {
  const map = reader.map('headers');
  const headers: Record<string, string> = {};
  for (const name of map?.keys() ?? []) {
    const value = map?.string(name);
    if (value === undefined) continue;
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) || /[\r\n\0]/.test(value)) {
      map?.wrong(name, 'an HTTP header');
      continue;
    }
    headers[name] = value;
    if (!SECRET_HEADER.test(name)) continue;
    const message = `the header ${name} stands in clear`;
    map?.note(name, {
      level: 'warning',
      code: 'secret-in-clear',
      message,
      hint: `auth: { type: header, header: ${name}, from: env:NAME }`,
    });
  }
  return headers;
}

/** `KiB` and `MiB` as people write them, or bytes. */
function readSize(reader: Reader, key: string): number | undefined {
  const raw = reader.raw(key);
  if (typeof raw !== 'string') return reader.integer(key, { min: 1 });
  const [, amount, unit = ''] = /^(\d+)\s*(k|m|g)?i?b?$/i.exec(raw) ?? [];
  if (amount === undefined) {
    reader.wrong(key, 'a size: 10MiB');
    return;
  }
  return Number(amount) * 1024 ** ['', 'k', 'm', 'g'].indexOf(unit.toLowerCase());
}

function readMethod(reader: Reader): string {
  const raw = reader.string('method')?.toUpperCase();
  const found = METHODS.find((one) => one === raw);
  if (raw !== undefined && found === undefined) reader.wrong('method', METHODS.join(', '));
  return found ?? 'POST';
}

const SECRET_KEY = /^(token|secret|password|api_?key)$/i;

function warnOfSecrets(reader: Reader): void {
  for (const key of reader.keys().filter((one) => SECRET_KEY.test(one))) {
    reader.ignore(key);
    const message = `${pathText([...reader.path, key])} stands in clear, and is not used`;
    reader.note(
      key,
      {
        level: 'warning',
        code: 'secret-in-clear',
        message,
        hint: 'auth: { type: bearer, from: env:NAME }',
      },
      'key',
    );
  }
}

/** One service with everything filled in. */
export function readService(reader: Reader, org: string, base: Settings): Service {
  const name = String(reader.path.at(-1));
  const description = reader.string('description');
  const category = reader.string('category');
  const health = readHealth(reader);
  const fallback = reader.string('fallback');
  const auth = readAuth(reader);
  const method = readMethod(reader);
  const service: Service = {
    name,
    org,
    ...(description === undefined ? {} : { description }),
    examples: reader.strings('examples'),
    ...(category === undefined ? {} : { category }),
    type: reader.oneOf('type', ['internal', 'external']) ?? 'internal',
    endpoints: readEndpoints(reader),
    method,
    headers: readHeaders(reader),
    ...(health ? { health } : {}),
    ...(fallback === undefined || fallback === '' ? {} : { fallback }),
    ...(auth ? { auth } : {}),
    idempotent: reader.boolean('idempotent') ?? IDEMPOTENT.has(method),
    ...readSettings(reader, base),
    ...readRateLimit(reader),
    follow: reader.integer('follow', { max: 20 }) ?? 0,
    allowHosts: reader.strings('allow_hosts'),
    responseLimit: readSize(reader, 'response_limit') ?? RESPONSE_LIMIT,
  };
  // They describe: no call depends on them.
  reader.ignore('provider', 'nodes');
  warnOfSecrets(reader);
  reader.done();
  return service;
}
