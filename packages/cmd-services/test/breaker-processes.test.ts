// The breaker between processes: what one learned, the next one knows.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, until } from '@rhachet/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '../src/registry/types.ts';
import type { Attempt, ErrorCode } from '../src/call/types.ts';
import { ENGINES } from './engines.ts';
import { type FaultServer, startFaultServer } from './fault-server.ts';
import { serviceAt } from './service.ts';

interface Called {
  code?: ErrorCode;
  retryAfter?: number;
  latencyMs: number;
  attempts: Attempt[];
}

/** The journal is the same code on both: one engine is enough to count how it is shared. */
const [, bun] = ENGINES;

describe.each(ENGINES)('on $name', ({ words, name }) => {
  let server: FaultServer;
  let stateDir: string;
  let program: string[];
  beforeEach(async () => {
    program = words('one-call.ts');
    server = await startFaultServer();
    stateDir = mkdtempSync(join(tmpdir(), 'rhachet-breaker-'));
    return async () => {
      await server.close();
      rmSync(stateDir, { recursive: true, force: true });
    };
  });
  const call = async (service: Service): Promise<Called> => {
    const { stdout } = await run([...program, JSON.stringify({ service, stateDir })], { cwd: '/' });
    return JSON.parse(stdout) as Called;
  };

  it('1.4-breaker 1.5-remembered: five calls fail; the sixth is not made, until open_for is over; then one success closes it', async () => {
    // 500 five times, then 200.
    const service = serviceAt(server.url('/flaky/5/500'), {
      breaker: { failures: 5, openFor: 3_600_000 },
    });
    for (let n = 0; n < 5; n += 1) expect((await call(service)).code).toBe('http_5xx');
    const connections = server.connections();
    const sixth = await call(service);
    expect(sixth.code).toBe('circuit_open');
    expect(sixth.retryAfter).toBeGreaterThan(3_500_000);
    expect(sixth.attempts).toMatchObject([{ status: 0, error: 'circuit_open' }]);
    expect(server.connections()).toBe(connections);

    const over = { ...service, breaker: { failures: 5, openFor: 1 } };
    expect((await call(over)).code).toBeUndefined();
    expect(readdirSync(stateDir)).toEqual([]);
    expect((await call(service)).code).toBeUndefined();
  });

  if (name !== bun?.name) return;

  it('a call counts once, however often it tries', async () => {
    const service = serviceAt(server.url('/status/500'), {
      idempotent: true,
      retry: { attempts: 3, base: 1, cap: 1 },
      breaker: { failures: 3, openFor: 3_600_000 },
    });
    for (let n = 0; n < 3; n += 1) expect((await call(service)).attempts).toHaveLength(3);
    expect((await call(service)).code).toBe('circuit_open');
    expect(server.hits('/status/500')).toHaveLength(9);
  });

  it('processes that fail at the same moment are all counted', async () => {
    const service = serviceAt(server.url('/status/503'), {
      breaker: { failures: 1000, openFor: 3_600_000 },
    });
    await Promise.all(Array.from({ length: 8 }, () => call(service)));
    const files = readdirSync(stateDir);
    expect(files).toHaveLength(1);
    const text = readFileSync(join(stateDir, files[0] ?? ''), 'utf8');
    expect(text).toMatch(/^(\d{13}\n){8}$/);
  });

  it('of many processes that find it half-open one makes the call', async () => {
    const broken = serviceAt(server.url('/hang'), { breaker: { failures: 1, openFor: 1 } });
    await call({ ...broken, timeouts: { connect: 1000, try: 50, total: 50 } });
    // So long that no probe is given up while the others start, on however slow a machine.
    const patient = { ...broken, timeouts: { connect: 1000, try: 600_000, total: 600_000 } };
    const before = server.hits('/hang').length;
    const first = call(patient);
    await until(() => server.hits('/hang').length > before, 'the probe');
    const others = await Promise.all(Array.from({ length: 4 }, () => call(patient)));
    expect(others.map(({ code }) => code)).toEqual(Array(4).fill('circuit_open'));
    expect(server.hits('/hang')).toHaveLength(before + 1);
    await server.close();
    expect((await first).code).toBe('connection_reset');
  });
});
