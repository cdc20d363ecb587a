// Keep-alive throughput against a bare Bun server that echoes the same bodies, in one run, in turns: the machine's moods are
// those of both.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bunPath } from '@rhachet/build';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MAP } from './protocol.ts';
import { type Asker, askerOf } from './served.ts';

/** Of the echo's throughput; measured: 0.6 to 0.9. */
const LEAST = 0.5;

const ECHO = `const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch: async (request) => new Response(await request.text(), { headers: { 'content-type': 'application/json' } }),
});
console.log(server.port);`;

/**
 * Prints the median of the ratios of neighbouring turns, and both rates. Raw sockets on Bun: a client that does more than
 * count is slower than what it measures.
 */
const LOAD = `const [echo, map, connections, text] = process.argv.slice(2);
class Load {
  done = 0;
  idle = [];
  running = false;
  constructor(port) {
    this.port = Number(port);
    const head = 'POST /rpc HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Type: application/json\\r\\n';
    this.request = Buffer.from(head + 'Content-Length: ' + Buffer.byteLength(text) + '\\r\\n\\r\\n' + text);
  }
  async open(count) {
    for (let at = 0; at < count; at += 1) {
      let left = 0;
      const data = (socket, bytes) => {
        while (bytes.length > 0) {
          if (left === 0) {
            const end = bytes.indexOf('\\r\\n\\r\\n');
            left = end + 4 + Number(/content-length: (\\d+)/i.exec(bytes.subarray(0, end).toString('latin1'))[1]);
          }
          const taken = Math.min(left, bytes.length);
          left -= taken;
          bytes = bytes.subarray(taken);
          if (left > 0) return;
          this.done += 1;
          if (this.running) socket.write(this.request);
          else this.idle.push(socket);
        }
      };
      this.idle.push(await Bun.connect({ hostname: '127.0.0.1', port: this.port, socket: { data } }));
    }
  }
  async turn(ms) {
    const all = this.idle.length;
    this.done = 0;
    this.running = true;
    const started = performance.now();
    for (const socket of this.idle.splice(0)) socket.write(this.request);
    await Bun.sleep(ms);
    const rate = (this.done / (performance.now() - started)) * 1000;
    this.running = false;
    while (this.idle.length < all) await Bun.sleep(1);
    return rate;
  }
}
const [a, b] = [new Load(echo), new Load(map)];
await a.open(connections);
await b.open(connections);
// Until the engine has compiled what is called.
for (let turn = 0; turn < 10; turn += 1) { await a.turn(300); await b.turn(300); }
const pairs = [];
for (let turn = 0; turn < 60; turn += 1) pairs.push([await a.turn(100), await b.turn(100)]);
const median = (list) => list.sort((x, y) => x - y)[list.length >> 1];
const [rates, others] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
const ratio = median(pairs.map(([x, y]) => y / x));
console.log(JSON.stringify({ ratio, echo: Math.round(median(rates)), map: Math.round(median(others)) }));
process.exit(0);`;

let dir: string;
let map: Asker;
let echo: ReturnType<typeof spawn>;
let echoPort: number;

const run = (name: string, text: string, ...args: string[]): ReturnType<typeof spawn> => {
  const file = join(dir, `${name}.ts`);
  writeFileSync(file, text);
  return spawn(bunPath(), [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
};

const firstLine = async ({ stdout }: ReturnType<typeof spawn>): Promise<string> => {
  if (!stdout) throw new Error('there is no stdout');
  const [data] = (await once(stdout, 'data')) as [Buffer];
  return data.toString().trim();
};

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rhachet-throughput-'));
  map = await askerOf(MAP);
  echo = run('echo', ECHO);
  echoPort = Number(await firstLine(echo));
});
afterAll(async () => {
  echo.kill();
  await map.close();
  rmSync(dir, { recursive: true });
});

const QUESTIONS = {
  whatif: {
    jsonrpc: '2.0',
    id: 1,
    method: 'dispatch.whatif',
    params: { call: { symbol: 'collide', args: ['PlayerShip', 'Asteroid'] } },
  },
  query: { method: 'dispatch.query', params: { symbol: 'add' } },
};

interface Measured {
  ratio: number;
  echo: number;
  map: number;
}

it.each([
  ['whatif', 16],
  ['whatif', 1],
  ['query', 16],
] as const)('dispatch.%s on %d connections', async (name, connections) => {
  const text = JSON.stringify(QUESTIONS[name]);
  const args = [String(echoPort), String(map.served.port), String(connections), text];
  const measured = JSON.parse(await firstLine(run('load', LOAD, ...args))) as Measured;
  console.log(
    `${name} on ${connections}: ${measured.map}/s, the echo ${measured.echo}/s, ratio ${measured.ratio.toFixed(2)}`,
  );
  expect(measured.ratio).toBeGreaterThan(LEAST);
});
