// The lines that the dispatcher says of a dispatch and of a health check, in the forms that programs already read.
import type { HealthReport, HealthState } from '../call/types.ts';
import type { DispatchResult } from '../result.ts';
import { formatSignal, type SymbolName } from './signal.ts';

/** The dispatcher's own name in a signal. */
const SELF = 'OS';

/** Below it a decision is worth a warning. */
const SURE = 0.5;

type Outcome = Omit<DispatchResult, 'signal'>;

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10}s`;

/** `🎯 OS → FND : dispatched, service=salesforce, latency=234ms` */
export function dispatchSignal(result: Outcome): string {
  const { ok, org, service = '', latency_ms, error } = result;
  const target = org ?? 'NONE';
  const line = (symbol: SymbolName, message: string, fields: [string, string][]): string =>
    formatSignal({ symbol, source: SELF, target, message, fields });
  if (ok) {
    const latency = `${Math.round(latency_ms)}ms`;
    return line('target', 'dispatched', [
      ['service', service],
      ['latency', latency],
    ]);
  }
  if (error?.code === 'rate_limited') {
    const { retryAfter } = error;
    return line(
      'limited',
      'rate_limited',
      retryAfter === undefined ? [] : [['retry_after', seconds(retryAfter)]],
    );
  }
  return line('failed', 'dispatch_failed', [['error', error?.code ?? 'unknown']]);
}

/** `⚠️ OS → FND : low_confidence=0.31`, for a request that went somewhere all the same. */
export function confidenceSignal({ org, service, confidence }: Outcome): string | undefined {
  if (org === undefined || service === undefined || confidence >= SURE) return undefined;
  const fields: [string, string][] = [['low_confidence', confidence.toFixed(2)]];
  return formatSignal({ symbol: 'warning', source: SELF, target: org, message: '', fields });
}

const STATES: Record<HealthState, SymbolName> = {
  healthy: 'green',
  degraded: 'yellow',
  unhealthy: 'red',
  unknown: 'white',
};

/** `🟢 OS → OS : health_check, FND.salesforce=healthy` */
export const healthSignal = ({ org, service, state }: HealthReport): string =>
  formatSignal({
    symbol: STATES[state],
    source: SELF,
    target: SELF,
    message: 'health_check',
    fields: [[`${org}.${service}`, state]],
  });
