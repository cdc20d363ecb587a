// ping: whether anything answers where services are.
import { type Call, countOption, EXIT, type Outcome, printable } from '@rhachet/kit';
import type { PingReport } from '../call/types.ts';
import { servicesOf } from '../dispatch/routes.ts';
import { readTarget } from './dispatch.ts';
import { openDispatcher, type OpenOptions } from './open.ts';

type PingCall = Pick<Call, 'json' | 'words' | 'launch'> & {
  options: OpenOptions & { count?: string };
};

const MOST = 10_000;

function pingLine({ org, service, reachable, status, error, ms }: PingReport): string {
  const said = status === undefined ? '' : `, it answered ${status}`;
  const what = reachable ? `reachable${said}` : `unreachable: ${error ?? 'no answer'}`;
  return printable(`${reachable ? '🟢' : '🔴'} ${org}.${service} ${what} (${ms.toFixed(1)} ms)`);
}

function summary(reports: PingReport[]): string {
  const times = reports.filter(({ reachable }) => reachable).map(({ ms }) => ms);
  const head = `${reports.length} sent, ${times.length} answered`;
  if (times.length === 0) return head;
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  const shown = [Math.min(...times), mean, Math.max(...times)].map((ms) => ms.toFixed(1));
  return `${head}; min/avg/max ${shown.join('/')} ms`;
}

/** Exit 69 when a service did not answer at its last try. */
export async function pingServices(call: PingCall): Promise<Outcome> {
  const { words, options, json } = call;
  const { count = '1' } = options;
  const times = countOption('count', count, { min: 1, max: MOST });
  const target = readTarget(words);
  const { dispatcher, notes } = await openDispatcher(call);
  const services = servicesOf(dispatcher.registry, target);
  const reports: PingReport[] = [];
  for (let round = 0; round < times; round += 1)
    reports.push(...(await Promise.all(services.map((service) => dispatcher.ping(service)))));
  const last = reports.slice(-services.length);
  const exit = last.every(({ reachable }) => reachable) ? EXIT.ok : EXIT.unavailable;
  const note = notes.take();
  if (json) return { note, print: `${JSON.stringify({ pings: reports })}\n`, exit };
  const lines = reports.map(pingLine);
  if (times > 1) lines.push(summary(reports));
  return { note, print: `${lines.join('\n')}\n`, exit };
}
