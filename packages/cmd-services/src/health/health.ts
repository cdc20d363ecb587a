// How a service is: a GET of its health URL, once.
import type { Outcome } from '../call/attempt.ts';
import type { ErrorCode, HealthReport, HealthState } from '../call/types.ts';
import { httpUrl } from '../call/url.ts';
import type { HealthCheck, Service } from '../registry/types.ts';
import { elapsed, probe, type ProbeParts } from './probe.ts';

/** An answer that takes more than this part of the time-out is late. */
const SLOW = 0.5;

/** Something answered, though not as it should. */
const ANSWERED = new Set<ErrorCode>([
  'http_4xx',
  'rate_limited',
  'too_large',
  'redirected',
  'bad_response',
]);

interface Verdict {
  state: HealthState;
  reason?: string;
}

const textOf = (data: unknown): string => (typeof data === 'string' ? data : JSON.stringify(data));

/** An answer with a status that the check allows. */
function ofGood(check: HealthCheck, { data }: Outcome, ms: number): Verdict {
  if (check.body !== undefined && !textOf(data).includes(check.body))
    return { state: 'degraded', reason: `the answer does not hold "${check.body}"` };
  if (ms > check.timeout * SLOW) return { state: 'degraded', reason: `slow: ${ms} ms` };
  return { state: 'healthy' };
}

function judge(check: HealthCheck, outcome: Outcome, ms: number): Verdict {
  const { status, fault } = outcome;
  if (check.status.includes(status)) return ofGood(check, outcome, ms);
  if (fault?.code === 'cancelled') return { state: 'unknown', reason: 'cancelled' };
  if (fault && !(ANSWERED.has(fault.code) && status < 500)) {
    return { state: 'unhealthy', reason: status >= 500 ? `status ${status}` : fault.code };
  }
  if (fault?.code === 'bad_response' && check.status.length === 0)
    return ofGood(check, outcome, ms);
  if (fault || check.status.length > 0) return { state: 'degraded', reason: `status ${status}` };
  return ofGood(check, outcome, ms);
}

/** Never rejects. */
export async function checkHealth(service: Service, parts: ProbeParts): Promise<HealthReport> {
  const { org, name, health } = service;
  const report = { org, service: name };
  if (!health) return { ...report, state: 'unknown', reason: 'no health URL', ms: 0 };
  const url = httpUrl(health.url);
  if (!url) return { ...report, state: 'unknown', reason: 'the health URL is not HTTP', ms: 0 };
  const started = parts.clock.now();
  const { timeout: within, body } = health;
  const how = { url, method: 'GET', within, headOnly: body === undefined } as const;
  const outcome = await probe(service, how, parts);
  const ms = elapsed(parts.clock, started);
  return { ...report, ...judge(health, outcome, ms), ms };
}
