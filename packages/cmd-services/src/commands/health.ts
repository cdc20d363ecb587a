// health: every service at once, or again and again.
import { type Call, EXIT, type Outcome, printable } from '@rhachet/kit';
import type { HealthReport, HealthState } from '../call/types.ts';
import { systemClock } from '../clock.ts';
import type { DispatcherCore } from '../dispatch/core.ts';
import { orgNamed } from '../dispatch/routes.ts';
import { durationOption } from './input.ts';
import type { Notes } from './notes.ts';
import { openDispatcher, type OpenOptions } from './open.ts';

type HealthCall = Pick<Call, 'json' | 'launch'> & {
  options: OpenOptions & { org?: string; watch?: true; interval?: string };
};

const MARKS: Record<HealthState, string> = {
  healthy: '🟢',
  degraded: '🟡',
  unhealthy: '🔴',
  unknown: '⚪',
};

function reportLine({ org, service, state, reason, ms }: HealthReport): string {
  const why = reason === undefined ? '' : `: ${reason}`;
  const took = state === 'unknown' ? '' : ` (${Math.round(ms)} ms)`;
  return printable(`${MARKS[state]} ${org}.${service} ${state}${why}${took}`);
}

function summary(reports: HealthReport[]): string {
  const states: HealthState[] = ['healthy', 'degraded', 'unhealthy', 'unknown'];
  const counts = states.map((state) => ({
    state,
    count: reports.filter((one) => one.state === state).length,
  }));
  const said = counts
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`);
  return said.length === 0 ? 'no services' : said.join(', ');
}

const USUAL_INTERVAL = 10_000;

/** All services first, then each that changed, until nobody reads any more. */
async function* watch(
  dispatcher: DispatcherCore,
  { options, json }: HealthCall,
): AsyncGenerator<string> {
  const { org, interval } = options;
  const pause = interval === undefined ? USUAL_INTERVAL : durationOption('interval', interval);
  const before = new Map<string, string>();
  for (;;) {
    for (const report of await dispatcher.healthReports(org)) {
      const key = `${report.org}.${report.service}`;
      const now = `${report.state} ${report.reason ?? ''}`;
      if (before.get(key) === now) continue;
      before.set(key, now);
      const ts = new Date(systemClock.wall()).toISOString();
      yield json ? `${JSON.stringify({ ts, ...report })}\n` : `${ts} ${reportLine(report)}\n`;
    }
    await systemClock.sleep(pause);
  }
}

/** Exit 69 when a service is unhealthy. */
export function healthOutcome(
  reports: HealthReport[],
  { json, notes }: { json: boolean; notes: Notes },
): Outcome {
  const exit = reports.some(({ state }) => state === 'unhealthy') ? EXIT.unavailable : EXIT.ok;
  const note = notes.take();
  if (json) return { note, print: `${JSON.stringify({ services: reports })}\n`, exit };
  const lines = [...reports.map(reportLine), summary(reports)];
  return { note, print: `${lines.join('\n')}\n`, exit };
}

/** `health`. */
export async function showHealth(call: HealthCall): Promise<Outcome> {
  const { dispatcher, notes } = await openDispatcher(call);
  const { org } = call.options;
  if (org !== undefined) orgNamed(dispatcher.registry, org);
  if (call.options.watch) return { note: notes.take(), print: watch(dispatcher, call) };
  return healthOutcome(await dispatcher.healthReports(org), { json: call.json, notes });
}
