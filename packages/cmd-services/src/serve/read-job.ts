// The body of POST /route and POST /dispatch: what is asked, of whom, and how it is to be called.
import { nearest } from '@rhachet/kit';
import type { Target } from '../decision/types.ts';
import type { DispatchOptions } from '../dispatch/types.ts';
import { placeOfKey } from '@rhachet/serve';
import { parseDuration } from '../registry/duration.ts';
import type { ServiceRequest } from '../request/types.ts';
import { Refusal } from './reply.ts';

export interface Job {
  request: ServiceRequest;
  target?: Target;
  options: DispatchOptions;
}

type Fields = Record<string, unknown>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is Record<string, string> =>
  isObject(value) && Object.values(value).every(isText);
const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
const isCount = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 19;
const isDuration = (value: unknown): value is string =>
  isText(value) && (parseDuration(value) ?? 0) > 0;

/** What each field must be; `anything` is sent on as it is. */
const FIELDS: Record<string, { fits: (value: unknown) => boolean; wanted: string }> = {
  query: { fits: isText, wanted: 'a text' },
  org: { fits: isText, wanted: 'a text' },
  service: { fits: isText, wanted: 'a text' },
  method: { fits: isText, wanted: 'a text' },
  path: { fits: isText, wanted: 'a text' },
  headers: { fits: isTexts, wanted: 'a map of texts' },
  body: { fits: () => true, wanted: 'anything' },
  context: { fits: () => true, wanted: 'anything' },
  data: { fits: () => true, wanted: 'anything' },
  raw_body: { fits: isBoolean, wanted: 'true or false' },
  stream: { fits: isBoolean, wanted: 'true or false' },
  timeout: { fits: isDuration, wanted: 'a duration with its unit: "500ms", "5s"' },
  retries: { fits: isCount, wanted: 'a whole number from 0 to 19' },
  idempotency_key: { fits: isText, wanted: 'a text' },
};

const FORM =
  '{ "query", "org", "service", "context", "data", … } or { "method", "path", "headers", "body" }';

interface Where {
  text: string;
  /** The field that is wrong; the whole body without it. */
  key?: string;
  hint?: string;
}

function bad(message: string, { text, key, hint = FORM }: Where): Refusal {
  const at = placeOfKey(text, key);
  return new Refusal(message, { status: 400, code: 'BAD_REQUEST', hint, at });
}

function checkField(text: string, key: string, value: unknown): void {
  const field = Object.hasOwn(FIELDS, key) ? FIELDS[key] : undefined;
  if (!field) {
    const [close] = nearest(key, Object.keys(FIELDS), 1);
    const hint = close === undefined ? FORM : `did you mean "${close}"?`;
    throw bad(`${JSON.stringify(key)} is no field of a request`, { text, key, hint });
  }
  if (!field.fits(value)) throw bad(`${key} is not ${field.wanted}`, { text, key });
}

function toApi({ method, path, headers, body, query }: Fields): ServiceRequest {
  const said = query ?? (isObject(body) ? body.query : undefined);
  return {
    source: 'api',
    method: method as string,
    path: path as string,
    headers: (headers as Record<string, string> | undefined) ?? {},
    ...(body === undefined ? {} : { body }),
    ...(isText(said) ? { text: said } : {}),
  };
}

function toRequest(text: string, fields: Fields): ServiceRequest {
  const { query, org, method, path } = fields;
  const ofApi = ['method', 'path', 'headers', 'body'].find((key) => Object.hasOwn(fields, key));
  if (ofApi === undefined) {
    if (query === undefined && org === undefined)
      throw bad('it says neither a query nor an org', { text });
    return { source: 'text', text: (query as string | undefined) ?? '' };
  }
  if (method === undefined || path === undefined)
    throw bad('an API call has both a method and a path', { text, key: ofApi });
  if (org !== undefined)
    throw bad('an API call is decided by its path; it names no org', { text, key: 'org' });
  return toApi(fields);
}

function toTarget(text: string, { org, service }: Fields): { target?: Target } {
  if (org === undefined && service === undefined) return {};
  if (org === undefined) throw bad('a service is named with its org', { text, key: 'service' });
  return { target: { org: org as string, ...(isText(service) ? { service } : {}) } };
}

function toOptions(fields: Fields): DispatchOptions {
  const { context, data, raw_body: rawBody, stream, timeout, retries } = fields;
  const { idempotency_key: key } = fields;
  const ms = isText(timeout) ? parseDuration(timeout) : undefined;
  return {
    ...(context === undefined ? {} : { context }),
    ...(data === undefined ? {} : { data }),
    ...(rawBody === true ? { rawBody } : {}),
    ...(stream === true ? { stream } : {}),
    ...(ms === undefined ? {} : { timeout: ms }),
    ...(isCount(retries) ? { retries } : {}),
    ...(isText(key) ? { idempotencyKey: key } : {}),
  };
}

/** `text` is what the value was read from. Throws a `Refusal` (400) that says where. */
export function readJob({ value, text }: { value: unknown; text: string }): Job {
  if (isText(value)) return { request: { source: 'text', text: value }, options: {} };
  if (!isObject(value)) throw bad('it is neither an object nor a text', { text });
  for (const [key, one] of Object.entries(value)) checkField(text, key, one);
  const target = toTarget(text, value);
  return { request: toRequest(text, value), ...target, options: toOptions(value) };
}
