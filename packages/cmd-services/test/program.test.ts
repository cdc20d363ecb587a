// The program from its source, on both engines: what the prototype's command line lost or cut.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, until } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINES } from './engines.ts';
import { type ServiceUnderTest, startService } from './served.ts';

describe.each(ENGINES)('on $name', ({ words }) => {
  let dir: string;
  let service: ServiceUnderTest;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'rhachet-program-'));
    service = await startService();
    const salesforce = `{ endpoint: ${service.url}/v1, health: ${service.url}/health }`;
    writeFileSync(
      join(dir, 'registry.yaml'),
      `orgs: { FND: { services: { salesforce: ${salesforce} } } }\nrules: [{ pattern: salesforce, org: FND, service: salesforce }]\n`,
    );
  });
  afterAll(async () => {
    await service.close();
    rmSync(dir, { recursive: true });
  });
  const call = (args: string[], input = '') =>
    run([...words('program.ts'), ...args], { cwd: dir, input });

  it('1.8-whole: neither a long query nor a long answer is cut', async () => {
    const query = `salesforce ${'and so on '.repeat(40)}`.trim();
    const list = Array.from({ length: 50 }, (_, at) => `contact ${at}`);
    service.answer((_, response) => response.end(JSON.stringify({ list })));
    const text = await call(['dispatch', query]);
    expect(JSON.parse(text.stdout)).toEqual({ list });
    expect(text.stdout.split('\n').length).toBeGreaterThan(50);
    expect(service.asked.at(-1)?.body).toEqual({ query, context: {} });
    const { stdout } = await call(['dispatch', query, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ query, data: { list } });
  });

  it('1.8-mock-first: an option in front of the command is an error, and calls nothing', async () => {
    service.asked.length = 0;
    const { code, stdout, stderr } = await call(['--mock', 'dispatch', 'salesforce']);
    expect({ code, stdout }).toEqual({ code: 127, stdout: '' });
    expect(stderr).toContain('there is no command "--mock dispatch"');
    expect(service.asked).toEqual([]);
  });

  it('1.8-session: a session without services asks none for its health either', async () => {
    service.asked.length = 0;
    const { stdout } = await call(['interactive', '--mock'], '/health\n/routes\nsync salesforce\n');
    expect(stdout).toContain('🟢 FND.salesforce healthy');
    expect(stdout).toContain('"mock": true');
    expect(service.asked).toEqual([]);
  });

  const ends: [NodeJS.Signals, number][] = [
    ['SIGTERM', 0],
    ['SIGINT', 130],
  ];
  it.each(ends)('health --watch prints what changes, and ends by %s', async (signal, exit) => {
    let status = 200;
    service.answer((_, response) => response.writeHead(status).end());
    const [program = '', ...rest] = words('program.ts');
    const watching = spawn(program, [...rest, 'health', '--watch', '--interval', '20ms'], {
      cwd: dir,
    });
    let stdout = '';
    let stderr = '';
    watching.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    watching.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    const ended = once(watching, 'close');
    await until(() => stdout.includes('FND.salesforce healthy'), 'the first report');
    const asked = service.asked.length;
    await until(() => service.asked.length > asked + 2, 'more rounds');
    status = 503;
    await until(() => stdout.includes('FND.salesforce unhealthy: status 503'), 'the change');
    watching.kill(signal);
    expect(await ended).toEqual([exit, null]);
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(stderr).toBe(
      '🟢 OS → OS : health_check, FND.salesforce=healthy\n🔴 OS → OS : health_check, FND.salesforce=unhealthy\n',
    );
  });
});
