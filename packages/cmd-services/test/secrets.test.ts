// A secret reaches the service and nothing else: no message, no attempt, no state file, not even when it is echoed.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHmac } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Auth, SecretSource } from '../src/registry/types.ts';
import type { Driver } from './driver.ts';
import { ENGINES } from './engines.ts';
import { type FaultServer, freePort, startFaultServer } from './fault-server.ts';
import { serviceAt } from './service.ts';

/** With a character that JSON writes in another way. */
const SECRET = 's3cret"t0ken-9';

describe.each(ENGINES)('on $name', ({ start }) => {
  let server: FaultServer;
  let driver: Driver;
  let dir: string;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'rhachet-secret-'));
    server = await startFaultServer();
    driver = start({
      env: { TOKEN: SECRET, EMPTY: '', LINES: 'a\nb', PATH: '/bin:/usr/bin' },
      stateDir: join(dir, 'state'),
    });
  });
  afterAll(async () => {
    await Promise.all([driver.close(), server.close()]);
    rmSync(dir, { recursive: true });
  });
  const token: SecretSource = { from: 'env', name: 'TOKEN' };
  const send = async (path: string, auth: Auth, more = {}) => {
    const service = serviceAt(server.url(path), { auth, ...more });
    const report = await driver.run({ op: 'call', service, body: { a: 1 } });
    return { answer: report.answer, shown: JSON.stringify(report), report };
  };
  const lastHeaders = (path: string) => server.hits(path).at(-1)?.headers ?? {};

  it('1.4-auth: bearer, basic, header and hmac', async () => {
    await send('/ok', { type: 'bearer', secret: token });
    expect(lastHeaders('/ok').authorization).toBe(`Bearer ${SECRET}`);
    await send('/ok', { type: 'basic', user: 'ann', secret: token });
    const pair = Buffer.from(`ann:${SECRET}`).toString('base64');
    expect(lastHeaders('/ok').authorization).toBe(`Basic ${pair}`);
    await send('/ok', { type: 'header', header: 'X-Api-Key', secret: token });
    expect(lastHeaders('/ok')['x-api-key']).toBe(SECRET);
    await send('/ok', { type: 'hmac', header: 'X-Signature-256', secret: token });
    const hmac = createHmac('sha256', SECRET).update('{"a":1}').digest('hex');
    expect(lastHeaders('/ok')['x-signature-256']).toBe(`sha256=${hmac}`);
  });

  it('from a file and from a command', async () => {
    const path = join(dir, 'token');
    writeFileSync(path, 'from-a-file\n');
    await send('/ok', { type: 'bearer', secret: { from: 'file', path } });
    expect(lastHeaders('/ok').authorization).toBe('Bearer from-a-file');
    await send('/ok', { type: 'bearer', secret: { from: 'cmd', command: 'printf "from-%s" cmd' } });
    expect(lastHeaders('/ok').authorization).toBe('Bearer from-cmd');
  });

  it('is read once', async () => {
    const path = join(dir, 'counted');
    const command = `echo x >> ${path}; echo counted-secret`;
    const auth: Auth = { type: 'bearer', secret: { from: 'cmd', command } };
    await send('/ok', auth);
    await send('/ok', auth);
    expect(readFileSync(path, 'utf8')).toBe('x\n');
  });

  it.each([
    ['bearer', { type: 'bearer', secret: token }],
    ['basic', { type: 'basic', user: 'ann', secret: token }],
    ['header', { type: 'header', header: 'X-Api-Key', secret: token }],
  ] as [string, Auth][])(
    'an echo of %s is masked: JSON, text, errors and streams',
    async (_, auth) => {
      const pair = Buffer.from(`ann:${SECRET}`).toString('base64');
      for (const path of ['/echo', '/mirror/200', '/mirror/500', '/mirror/404']) {
        const { shown } = await send(path, auth);
        expect(shown).not.toContain(SECRET);
        expect(shown).not.toContain(JSON.stringify(SECRET).slice(1, -1));
        expect(shown).not.toContain(pair);
        expect(shown).toContain('***');
      }
      const service = serviceAt(server.url('/mirror/200'), { auth });
      const { streamed } = await driver.run({ op: 'call', service, options: { stream: true } });
      expect(streamed).toContain('***');
      expect(streamed).not.toContain(SECRET);
      expect(streamed).not.toContain(pair);
    },
  );

  it('a redirect that holds it does not show it', async () => {
    const to = encodeURIComponent(`http://127.0.0.1:1/${encodeURIComponent(SECRET)}`);
    const { shown } = await send(`/redirect/302?to=${to}`, { type: 'bearer', secret: token });
    expect(shown.replaceAll(to, '')).not.toContain(SECRET);
  });

  it.each([
    [{ from: 'env', name: 'NOT_SET' }, 'the environment has no NOT_SET'],
    [{ from: 'env', name: 'EMPTY' }, 'the environment has no EMPTY'],
    [
      { from: 'env', name: 'LINES' },
      'the environment variable LINES holds no secret that a header can carry',
    ],
    [
      { from: 'file', path: '/no/such/file' },
      'the secret file /no/such/file cannot be read (ENOENT)',
    ],
    [
      { from: 'cmd', command: 'echo hunter2; false hunter2' },
      'the command for the secret (echo …) failed',
    ],
    [
      { from: 'cmd', command: 'true hunter2' },
      'what the command printed holds no secret that a header can carry',
    ],
  ] as [SecretSource, string][])('%j is missing', async (secret, message) => {
    const before = server.connections();
    const { answer, shown } = await send('/hang', { type: 'bearer', secret });
    expect(answer?.error).toMatchObject({ code: 'secret_missing', message });
    expect(shown.split('hunter2')).toHaveLength(1);
    expect(server.connections()).toBe(before);
  });

  it('user and password of an endpoint are sent and not shown', async () => {
    const url = server.url('/mirror/500').replace('//', '//ann:pass-word@');
    const { answer, report } = await driver
      .run({ op: 'call', service: serviceAt(url) })
      .then((report) => ({ answer: report.answer, report }));
    expect(lastHeaders('/mirror/500').authorization).toBe(`Basic ${btoa('ann:pass-word')}`);
    expect(answer?.endpoint).toBe(server.url('/mirror/500'));
    expect(JSON.stringify(report)).not.toContain('pass-word');
  });

  it('no state file holds it', async () => {
    const url = `http://127.0.0.1:${await freePort()}/?key=${encodeURIComponent(SECRET)}`;
    const service = serviceAt(url, {
      auth: { type: 'bearer', secret: token },
      breaker: { failures: 1, openFor: 60_000 },
    });
    await driver.run({ op: 'call', service });
    const state = join(dir, 'state');
    const files = readdirSync(state);
    expect(files).toHaveLength(1);
    for (const file of files)
      expect(file + readFileSync(join(state, file), 'utf8')).toMatch(/^[\da-f]{32}\d{13}\n$/);
  });
});
