// --dry-run and --curl: what would be sent, without sending it and without any secret.
import { EXIT, Failure, type Outcome, shellQuote } from '@rhachet/kit';
import type { RouteDecision } from '../decision/types.ts';
import type { DispatchOptions } from '../dispatch/types.ts';
import type { Auth, SecretSource, Service } from '../registry/types.ts';
import type { Notes } from './notes.ts';

interface Preview {
  made: RouteDecision;
  body: unknown;
  options: DispatchOptions;
  json: boolean;
  notes: Notes;
}

const MASK = '***';
const SECRET = /authorization|cookie|token|secret|api-?key|password/i;

/** The words that a shell replaces by the secret. They go between double quotes. */
function shellSecret(source: SecretSource): string {
  if (source.from === 'env') return `\${${source.name}}`;
  const command = source.from === 'file' ? `cat -- ${shellQuote(source.path)}` : source.command;
  return `$(${command})`;
}

/** The header that carries the secret, as `name: value` with `secret` in its place. */
function authHeader(auth: Auth, secret: string): [name: string, value: string] {
  if (auth.type === 'bearer') return ['Authorization', `Bearer ${secret}`];
  if (auth.type === 'basic') return ['Authorization', `Basic ${secret}`];
  return [auth.header, secret];
}

/** A URL without the user and password that may stand in it. */
function shownUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  if (parsed.username === '' && parsed.password === '') return url;
  parsed.username = MASK;
  parsed.password = '';
  return parsed.href;
}

function plainHeaders({ headers }: Service, { idempotencyKey }: DispatchOptions) {
  const shown = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    SECRET.test(name) ? MASK : value,
  ]);
  const key: [string, string][] =
    idempotencyKey === undefined ? [] : [['Idempotency-Key', idempotencyKey]];
  return [['Content-Type', 'application/json'] as [string, string], ...shown, ...key];
}

/** The service that would be called. Throws a `Failure` (exit 127, 78). */
function serviceOf({ decision, service }: RouteDecision): { service: Service; url: string } {
  if (!service) {
    const { code = 'NO_ROUTE', message = 'no service is meant', suggestion } = decision.error ?? {};
    const hint = suggestion === undefined ? {} : { hint: suggestion };
    throw new Failure(message, { code, exit: EXIT.notFound, ...hint });
  }
  const [first] = service.endpoints;
  if (first) return { service, url: shownUrl(first.url) };
  throw new Failure(`${service.org}.${service.name} has no endpoint`, {
    code: 'NO_ENDPOINT',
    exit: EXIT.badConfig,
    hint: 'give it one in the registry',
  });
}

const hasBody = ({ method }: Service): boolean => method !== 'GET' && method !== 'HEAD';

/** `--dry-run`: method, URL, headers with masks, body. */
export function dryRunOutcome({ made, body, options, json, notes }: Preview): Outcome {
  const { service, url } = serviceOf(made);
  const secret: [string, string][] = service.auth ? [authHeader(service.auth, MASK)] : [];
  const headers = [...plainHeaders(service, options), ...secret];
  const { org, name, method } = service;
  const sent = hasBody(service) ? { body } : {};
  if (json) {
    const { decidedBy: decided_by, confidence } = made;
    const shown = {
      org,
      service: name,
      decided_by,
      confidence,
      method,
      url,
      headers: Object.fromEntries(headers),
      ...sent,
    };
    return { note: notes.take(), print: `${JSON.stringify(shown)}\n` };
  }
  const lines = [
    `# ${org}.${name}`,
    `${method} ${url}`,
    ...headers.map(([key, value]) => `${key}: ${value}`),
  ];
  if (hasBody(service)) lines.push('', JSON.stringify(body, undefined, 2));
  return { note: notes.take(), print: `${lines.join('\n')}\n` };
}

/** The secret is read by the shell that runs the command; a signature over the body cannot be. */
function curlAuth(auth: Auth): string[] {
  const secret = shellSecret(auth.secret);
  if (auth.type === 'basic')
    return ['--user', `"${auth.user.replace(/["\\`$]/g, '\\$&')}:${secret}"`];
  const [name, value] = authHeader(auth, auth.type === 'hmac' ? MASK : secret);
  return [
    '--header',
    auth.type === 'hmac' ? shellQuote(`${name}: ${value}`) : `"${name}: ${value}"`,
  ];
}

/** `--curl`: a command that a shell can run where the secret is. */
export function curlOutcome({ made, body, options, notes }: Preview): Outcome {
  const { service, url } = serviceOf(made);
  const headers = plainHeaders(service, options).flatMap(([name, value]) => [
    '--header',
    shellQuote(`${name}: ${value}`),
  ]);
  const auth = service.auth ? curlAuth(service.auth) : [];
  const sent = hasBody(service) ? ['--data-raw', shellQuote(JSON.stringify(body))] : [];
  const words = [
    'curl',
    '--request',
    service.method,
    ...headers,
    ...auth,
    ...sent,
    shellQuote(url),
  ];
  return { note: notes.take(), print: `${words.join(' ')}\n` };
}
