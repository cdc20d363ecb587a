// What is sent to a service: the query in its envelope, and the caller's data under its own keys.
import { usage } from '@rhachet/kit';
import type { ServiceRequest } from '../request/types.ts';
import type { Target } from '../decision/types.ts';
import type { DispatchOptions } from './types.ts';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function envelope(query: string, { context = {}, data }: DispatchOptions): unknown {
  if (data === undefined) return { query, context };
  if (!isObject(data)) return { query, context, data };
  const taken = ['query', 'context'].find((key) => Object.hasOwn(data, key));
  if (taken === undefined) return { query, context, ...data };
  throw usage(
    `the data may not set "${taken}", which the request itself says`,
    'send the data alone with --raw-body',
  );
}

/** Without a query the data is all that there is to send. */
function direct({ context, data = {} }: DispatchOptions): unknown {
  if (context === undefined) return data;
  return isObject(data) ? { ...data, context } : { context, data };
}

/** Throws a `Failure` (exit 64) for data that would overwrite the query. */
export function bodyOf(
  request: ServiceRequest,
  { options, target }: { options: DispatchOptions; target?: Target | undefined },
): unknown {
  if (options.rawBody) return options.data ?? {};
  if (request.source === 'webhook') {
    const { event, from: source, payload = {} } = request;
    return { event, ...(source === undefined ? {} : { source }), payload };
  }
  if (request.source === 'api') return request.body ?? envelope(request.text ?? '', options);
  return target && request.text === '' ? direct(options) : envelope(request.text, options);
}

/** The request in one line, as results and signals show it. */
export function queryOf(request: ServiceRequest, target?: Target): string {
  if (request.source === 'api') return `${request.method} ${request.path}`;
  if (request.source === 'webhook') return `webhook:${request.event}`;
  if (request.text !== '' || !target) return request.text;
  return target.service === undefined ? target.org : `${target.org}.${target.service}`;
}
