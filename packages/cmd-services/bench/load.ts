// How many dispatches a second, and how much later than by a direct fetch, against a service on this machine.
// Part of pnpm bench:services. [seconds]
import { Dispatcher } from '../src/dispatcher.ts';

const SECONDS = Number(process.argv[2] ?? 4);
const PER_SECOND = 5000;
const AT_ONCE = 32;
const QUERY = 'sync salesforce contacts';

const JSON_TYPE = { 'content-type': 'application/json' };
const SERVICE = `
const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  fetch: async (request) => (await request.arrayBuffer(), Response.json({ success: true, synced: 150 })),
});
console.log(server.port);`;

/** A program in a process of its own, and the first line that it prints. */
async function started(words: string[]): Promise<{ line: string; end: () => Promise<unknown> }> {
  const child = Bun.spawn([process.execPath, ...words], { stdout: 'pipe', stderr: 'ignore' });
  const { value } = await child.stdout.getReader().read();
  const end = (): Promise<unknown> => (child.kill(), child.exited);
  return { line: new TextDecoder().decode(value).split('\n', 1)[0] ?? '', end };
}

type Work = () => Promise<unknown>;

async function timed(work: Work, times: number[]): Promise<void> {
  const began = performance.now();
  await work();
  times.push(performance.now() - began);
}

/** As many as go, some at once. Returns how many a second. */
async function atMost(work: Work): Promise<number> {
  const end = performance.now() + SECONDS * 1000;
  const times: number[] = [];
  const loop = async (): Promise<void> => {
    while (performance.now() < end) await timed(work, times);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, loop));
  return times.length / SECONDS;
}

/** So many a second, whether or not the earlier ones are answered. Returns milliseconds, sorted. */
async function paced(work: Work): Promise<number[]> {
  const times: number[] = [];
  const all: Promise<void>[] = [];
  const began = performance.now();
  const total = SECONDS * PER_SECOND;
  while (all.length < total) {
    const due = Math.min(total, ((performance.now() - began) / 1000) * PER_SECOND);
    while (all.length < due) all.push(timed(work, times));
    await Bun.sleep(1);
  }
  await Promise.all(all);
  return times.sort((a, b) => a - b);
}

const service = await started(['-e', SERVICE]);
const endpoint = `http://127.0.0.1:${service.line}/v1/salesforce`;
const REGISTRY = {
  orgs: { FND: { services: { salesforce: { endpoint } } } },
  rules: [{ pattern: 'salesforce', org: 'FND', service: 'salesforce' }],
};
const file = `${process.env.TMPDIR ?? '/tmp'}/rhachet-load-${process.pid}.yaml`;
await Bun.write(file, JSON.stringify(REGISTRY));
const program = new URL('../test/program.ts', import.meta.url).pathname;
const serveWords = ['routes', 'serve', '--registry', file, '--signals', 'off'];
const served = await started(['--conditions=@rhachet/source', program, ...serveWords]);
const serveUrl = /listening on (\S+),/.exec(served.line)?.[1] ?? '';

const post = async (url: string, body: string): Promise<unknown> =>
  (await fetch(url, { method: 'POST', headers: JSON_TYPE, body })).json();
const dispatcher = new Dispatcher({ registry: REGISTRY });
const WORKS: [string, Work][] = [
  ['direct fetch', () => post(endpoint, JSON.stringify({ query: QUERY, context: {} }))],
  ['dispatch in process', () => dispatcher.dispatch(QUERY)],
  ['through routes serve', () => post(`${serveUrl}/dispatch`, JSON.stringify({ query: QUERY }))],
];

try {
  for (const [, work] of WORKS) await paced(work);
  console.log(`\nat ${PER_SECOND}/s for ${SECONDS} s, and as many as go with ${AT_ONCE} at once\n`);
  let direct99 = 0;
  for (const [name, work] of WORKS) {
    const times = await paced(work);
    const at = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
    direct99 ||= at(0.99);
    const most = Math.round(await atMost(work));
    const over = (at(0.99) - direct99).toFixed(2).padStart(7);
    console.log(
      `${name.padEnd(22)} p50 ${at(0.5).toFixed(2).padStart(7)} ms   p99 ${at(0.99).toFixed(2).padStart(7)} ms (${over} over direct)   at most ${String(most).padStart(6)}/s`,
    );
  }
  console.log('\nthe aim: p99 at most 2 ms over direct');
} finally {
  await dispatcher.close();
  await Promise.all([service.end(), served.end(), Bun.file(file).delete()]);
}
