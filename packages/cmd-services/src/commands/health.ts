// health: every service at once, or again and again.
import { type Call, type Chunk, EXIT, type Outcome, printable } from '@rhachet/kit';
import type { HealthReport, HealthState } from '../call/types.ts';
import { systemClock } from '../clock.ts';
import { orgNamed } from '../dispatch/routes.ts';
import { healthSignal } from '../signals/of-result.ts';
import { durationOption } from './input.ts';
import type { Notes } from './notes.ts';
import { openDispatcher, type Opened, type OpenOptions } from './open.ts';
import { stopSignal } from '@rhachet/serve';

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

/** The signal lines of those that changed; a file that signals go to has all of them. */
function signalsOf(changed: HealthReport[], notes: Notes): string {
  const wanted = new Set(changed.map(healthSignal));
  const said = notes.take().split('\n');
  return said
    .filter((line) => wanted.has(line))
    .map((line) => `${line}\n`)
    .join('');
}

/** All services first, then each that changed, until it is told to stop or nobody reads any more. */
async function* watch(
  { dispatcher, notes }: Opened,
  { options, json }: HealthCall,
): AsyncGenerator<Chunk, number> {
  const { org, interval } = options;
  const pause = interval === undefined ? USUAL_INTERVAL : durationOption('interval', interval);
  const { signal, exit } = stopSignal();
  const isStopped = (): boolean => signal.aborted;
  const encoder = new TextEncoder();
  const before = new Map<string, string>();
  while (!isStopped()) {
    const reports = await dispatcher.healthReports(org, signal);
    // What was cut short says nothing of the services.
    if (isStopped()) break;
    const changed = reports.filter(({ org: code, service, state, reason = '' }) => {
      const [key, now] = [`${code}.${service}`, `${state} ${reason}`];
      if (before.get(key) === now) return false;
      before.set(key, now);
      return true;
    });
    yield { to: 'err', bytes: encoder.encode(signalsOf(changed, notes)) };
    const ts = new Date(systemClock.wall()).toISOString();
    const lines = changed.map((report) =>
      json ? `${JSON.stringify({ ts, ...report })}\n` : `${ts} ${reportLine(report)}\n`,
    );
    yield { to: 'out', bytes: encoder.encode(lines.join('')) };
    await systemClock.sleep(pause, signal);
  }
  return exit();
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
  const opened = await openDispatcher(call);
  const { dispatcher, notes } = opened;
  const { org } = call.options;
  if (org !== undefined) orgNamed(dispatcher.registry, org);
  if (call.options.watch) return { note: notes.take(), stream: watch(opened, call) };
  return healthOutcome(await dispatcher.healthReports(org), { json: call.json, notes });
}
