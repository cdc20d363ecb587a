// The token of a service goes to the service, and nowhere else: not to a stand-in of another origin, and into nothing
// that the program prints or leaves behind.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Dispatcher } from '../src/dispatcher.ts';
import { ENGINES } from './engines.ts';
import { type FaultServer, startFaultServer } from './fault-server.ts';

const TOKEN = 's3cr3t-token-of-salesforce';
const PASSWORD = 'pass-word-of-the-url';

let server: FaultServer;
let other: FaultServer;
let dir: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rhachet-shown-'));
  [server, other] = await Promise.all([startFaultServer(), startFaultServer()]);
  process.env.SHOWN_TOKEN = TOKEN;
});
afterAll(async () => {
  delete process.env.SHOWN_TOKEN;
  await Promise.all([server.close(), other.close()]);
  rmSync(dir, { recursive: true });
});

const withFallback = (fallback: string) => ({
  orgs: {
    FND: {
      services: {
        salesforce: {
          endpoint: server.url('/status/503'),
          fallback,
          retry: 1,
          auth: { type: 'bearer', from: 'env:SHOWN_TOKEN' },
          headers: { 'x-tenant': 'tenant-of-ours' },
        },
      },
    },
  },
});

async function headersAt(to: FaultServer): Promise<Record<string, unknown>> {
  const dispatcher = new Dispatcher({ registry: withFallback(to.url('/ok')) });
  const result = await dispatcher.dispatchTo('FND', 'salesforce', { data: { a: 1 } });
  await dispatcher.close();
  expect(result).toMatchObject({ ok: true, endpoint: to.url('/ok') });
  return to.hits('/ok').at(-1)?.headers ?? {};
}

describe('a fallback that is a URL', () => {
  it('of another origin gets neither the secret nor the headers of the service', async () => {
    const headers = await headersAt(other);
    expect(headers['content-type']).toBe('application/json');
    expect(headers.authorization).toBeUndefined();
    expect(JSON.stringify(headers)).not.toMatch(/s3cr3t|tenant-of-ours/);
  });

  it('of an origin of the service gets both', async () => {
    const headers = await headersAt(server);
    expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(headers['x-tenant']).toBe('tenant-of-ours');
  });
});

/** Every file below a directory, as text. */
function filesBelow(directory: string): string {
  return readdirSync(directory)
    .map((name) => join(directory, name))
    .map((path) => (statSync(path).isDirectory() ? filesBelow(path) : readFileSync(path, 'latin1')))
    .join('\n');
}

/** The service repeats what it was sent, in an error too. */
const registryText = (): string => `
orgs:
  FND:
    services:
      echo:
        endpoint: ${server.url('/mirror/500')}
        health: ${server.url('/mirror/200').replace('//', `//ann:${PASSWORD}@`)}
        auth: { from: env:SHOWN_TOKEN }
      limited:
        endpoint: ${server.url('/mirror/200').replace('//', `//ann:${PASSWORD}@`)}
        rate_limit: { per_second: 0.01, burst: 1 }
`;

const CALLS = [
  ['dispatch-to', 'FND.echo', '--json'],
  ['dispatch-to', 'FND.echo', '--signals', 'signals.log'],
  ['dispatch-to', 'FND.echo', '--stream'],
  ['dispatch-to', 'FND.echo', '--explain', '--json'],
  ['dispatch-to', 'FND.echo', '--dry-run'],
  ['dispatch-to', 'FND.echo', '--curl'],
  ['dispatch-to', 'FND.limited', '--json'],
  ['dispatch', '--batch', 'limited.jsonl'],
  ['routes', '--json'],
  ['health', '--json'],
  ['ping', 'FND', '--json'],
];

describe.each(ENGINES)('T7: the program on $name', ({ name, words }) => {
  it('shows and keeps no secret, whatever it is asked', async () => {
    const home = mkdtempSync(join(dir, `${name}-`));
    writeFileSync(join(home, 'limited.jsonl'), '{"org":"FND","service":"limited"}\n'.repeat(2));
    const registry = join(dir, 'registry.yaml');
    writeFileSync(registry, registryText());
    const env = { XDG_CACHE_HOME: join(home, 'cache'), RHACHET_TRACE: join(home, 'trace.json') };
    const reads = ['env', ...Object.entries(env).map(([key, value]) => `${key}=${value}`)];
    const calls = name === 'Bun' ? CALLS : CALLS.slice(0, 2);
    for (const call of calls) {
      const line = [...reads, ...words('program.ts'), ...call, '--registry', registry];
      const { stdout, stderr } = await run(line, { cwd: home });
      expect(stdout + stderr).not.toBe('');
      expect({ call, shows: new RegExp(`${TOKEN}|${PASSWORD}`).test(stdout + stderr) }).toEqual({
        call,
        shows: false,
      });
    }
    const sent = server.hits('/mirror/500').map(({ headers }) => headers.authorization);
    expect(sent).toContain(`Bearer ${TOKEN}`);
    // The compiled registry is a copy of the registry, and holds what its author wrote into it, for its owner alone.
    const kept = filesBelow(home);
    const holds = (text: string): boolean => kept.includes(text);
    expect([TOKEN, 'dispatch_failed', 'command.done'].map(holds)).toEqual([false, true, true]);
  });
});
