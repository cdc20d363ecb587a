// The commands of the packed program: every line of the first example, what it prints where, and how it ends.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, createServer as createHost, type Socket } from 'node:net';
import { installedBin, run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UPSTREAM_39 } from '../src/testing/upstream.fixture.ts';
import { ENGINES, makePlace, type Place, seedAt } from './commands.fixture.ts';

interface Request {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

let server: Server;
let port: number;
const requests: Request[] = [];

/** `/status/503` answers 503; `/stream` comes in pieces; everything else says what the first example's service says. */
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      requests.push({ method, url, headers, body });
      const status = Number(/^\/status\/(\d+)/.exec(url)?.[1] ?? 200);
      response.writeHead(status, { 'content-type': 'application/json' });
      if (method === 'HEAD') response.end();
      else if (url === '/stream') {
        response.write('{"a":1}\n');
        response.end('{"b":2}\n');
      } else
        response.end(
          JSON.stringify({ success: status === 200, synced: 150, objects: ['Contact'] }),
        );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A host that is up and says nothing. */
async function silent(): Promise<{ url: string; end: () => void }> {
  const sockets = new Set<Socket>();
  const host = createHost((socket) => void sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  const end = (): void => {
    for (const socket of sockets) socket.destroy();
    host.close();
  };
  return { url: `http://127.0.0.1:${(host.address() as AddressInfo).port}`, end };
}

const service = (path: string, more = ''): string =>
  `orgs: { FND: { services: { salesforce: { endpoint: "http://127.0.0.1:${port}${path}"${more} } } } }`;
const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

describe.each(ENGINES)('on %s', (_, env) => {
  let place: Place;
  beforeAll(() => {
    place = makePlace(env);
  });
  afterAll(() => place.repo.remove());

  it.each([
    [['dispatch', 'sync salesforce contacts', '--mock'], 'FND.salesforce'],
    [['dispatch', 'what is 2+2', '--mock'], 'AI.router'],
    [['dispatch-to', 'FND', 'salesforce', '--mock'], 'FND.salesforce'],
    [['dispatch-to', 'AI', 'router', '--data', '{"prompt": "hello"}', '--mock'], 'AI.router'],
    [['dispatch-to', 'ai.ROUTER', '--mock'], 'AI.router'],
  ])('F27 F28 F29 F30: %j reaches %s', async (words, name) => {
    const { code, stdout, stderr } = await place.call(words);
    expect(code).toBe(0);
    expect(json(stdout)).toEqual({ mock: true, service: name });
    const [org, own] = name.split('.');
    expect(stderr).toContain(`→ ${name} (`);
    expect(stderr).toMatch(
      new RegExp(`^🎯 OS → ${org ?? ''} : dispatched, service=${own ?? ''}, latency=\\d+ms$`, 'm'),
    );
  });

  it('F31: routes is a tree; nothing is cut', async () => {
    const { code, stdout } = await place.call(['routes']);
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        `2 orgs, 4 services in ${place.repo.path('routes/registry.yaml')}`,
        '├─ FND (BlackRoad-Foundation)',
        '│  ├─ salesforce (default) → http://lucidia:8091/v1/salesforce',
        '│  └─ stripe → http://lucidia:8092/v1/stripe',
        '└─ AI (BlackRoad-AI)',
        '   ├─ router (default) → http://alice:8080/v1/complete',
        '   └─ agents → http://alice:8082/v1/agents',
        '',
      ].join('\n'),
    );
    const one = await place.call(['routes', '--org', 'ai', '--json']);
    const { routes } = json(one.stdout) as { routes: { service: string }[] };
    expect(routes.map((route) => route.service)).toEqual(['router', 'agents']);
  });

  it('F32 F33 F39: health of all, and of one org', async () => {
    const all = await place.call(['health', '--mock']);
    expect(all.stdout).toContain('🟢 FND.salesforce healthy');
    expect(all.stdout).toMatch(/^4 healthy$/m);
    expect(all.stderr).toContain('🟢 OS → OS : health_check, FND.salesforce=healthy\n');
    const one = await place.call(['health', '--org', 'FND', '--mock', '--json']);
    const { services } = json(one.stdout) as { services: { service: string; state: string }[] };
    expect(services.map((each) => [each.service, each.state])).toEqual([
      ['salesforce', 'healthy'],
      ['stripe', 'healthy'],
    ]);
  });

  it('F34 1.8-ping-mock: ping', async () => {
    const { code, stdout } = await place.call(['ping', 'FND.salesforce', '-c', '3', '--mock']);
    expect(code).toBe(0);
    expect(stdout).toContain('🟢 FND.salesforce reachable, it answered 200');
    expect(stdout).toContain('3 sent, 3 answered; min/avg/max');
  });

  it('F15 F16 F17 1.6-stdout: a service is called, and what it answers is all that stdout has', async () => {
    place.repo.write({ 'live.yaml': seedAt(port) });
    const words = ['dispatch', 'sync salesforce contacts', '--registry', 'live.yaml'];
    const { code, stdout } = await place.call([...words, '--data', '{"limit": 5}']);
    expect(code).toBe(0);
    expect(stdout).toBe(
      '{\n  "success": true,\n  "synced": 150,\n  "objects": [\n    "Contact"\n  ]\n}\n',
    );
    const { method, url, body, headers } = requests.at(-1) ?? {};
    expect([method, url, headers?.['content-type']]).toEqual([
      'POST',
      '/v1/salesforce',
      'application/json',
    ]);
    expect(json(body ?? '')).toEqual({ query: 'sync salesforce contacts', context: {}, limit: 5 });
  });

  it('1.8-json: the fields of a result, in their order', async () => {
    const { stdout } = await place.call(['dispatch', 'salesforce', '--mock', '--json']);
    const result = json(stdout);
    expect(Object.keys(result)).toEqual(
      'ok request_id query decided_by category confidence candidates org org_name service endpoint status data attempts latency_ms cached signal ts'.split(
        ' ',
      ),
    );
    expect(result).toMatchObject({ ok: true, decided_by: 'rule', org: 'FND', confidence: 1 });
  });

  it('F44: --explain says why, and calls nothing', async () => {
    const before = requests.length;
    const words = ['dispatch', 'salesforce', '--registry', 'live.yaml', '--explain'];
    const text = await place.call(words);
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(/^salesforce: resolved to FND\.salesforce\n {2}✓ FND\.salesforce/);
    expect(text.stdout).toContain('→ FND.salesforce: rule, confidence 100.0 %');
    const { status, selected, decided_by, candidates } = json(
      (await place.call([...words, '--json'])).stdout,
    );
    expect({ status, selected, decided_by }).toEqual({
      status: 'resolved',
      selected: 'FND.salesforce',
      decided_by: 'rule',
    });
    expect(Array.isArray(candidates)).toBe(true);
    expect(requests.length).toBe(before);
    const refused = await place.call(['dispatch', '', '--explain']);
    expect(refused.code).toBe(127);
  });

  it('F47: a batch, in the order of its lines, a result per line', async () => {
    const lines = [
      '"sync salesforce"',
      '{"org": "AI", "service": "agents", "data": {"a": 1}}',
      '""',
    ];
    const { code, stdout } = await place.call(['dispatch', '--batch', '-', '--mock'], {
      input: `${lines.join('\n')}\n`,
    });
    const results = stdout.trim().split('\n').map(json);
    expect(results.map(({ ok, org, service: own }) => [ok, org, own])).toEqual([
      [true, 'FND', 'salesforce'],
      [true, 'AI', 'agents'],
      [false, undefined, undefined],
    ]);
    expect(code).toBe(127);
    const bad = await place.call(['dispatch', '--batch', '-', '--mock'], { input: '"a"\n{]\n' });
    expect([bad.code, bad.stdout]).toEqual([65, '']);
    expect(bad.stderr).toContain('standard input:2: no JSON');
  });

  it('1.8-stdin: the query can be piped in', async () => {
    const piped = await place.call(['dispatch', '--mock', '-q'], { input: 'sync salesforce\n' });
    expect(piped).toMatchObject({ code: 0, stderr: '' });
    expect(json(piped.stdout)).toMatchObject({ service: 'FND.salesforce' });
    const dash = await place.call(['dispatch', '-', '--mock', '--json'], {
      input: 'sync salesforce\n',
    });
    expect(json(dash.stdout)).toMatchObject({ query: 'sync salesforce' });
  });

  it('--stream prints what comes as it is', async () => {
    place.repo.write({ 'stream.yaml': service('/stream') });
    const words = ['dispatch-to', 'FND', '--registry', 'stream.yaml', '--stream'];
    expect(await place.call(words)).toMatchObject({ code: 0, stdout: '{"a":1}\n{"b":2}\n' });
  });

  it('--dry-run and --curl call nothing and show no secret', async () => {
    const before = requests.length;
    place.repo.write({ 'auth.yaml': service('/x', ', auth: { from: "env:SF_TOKEN" }') });
    const words = ['dispatch-to', 'FND', '--registry', 'auth.yaml', '--data', `{"it's": "$HOME"}`];
    const secret = { env: { SF_TOKEN: 's3cr3t-token' } };
    const dry = await place.call([...words, '--dry-run'], secret);
    expect(dry.stdout).toContain(`POST http://127.0.0.1:${port}/x`);
    expect(dry.stdout).toContain('Authorization: Bearer ***');
    const curl = await place.call([...words, '--curl'], secret);
    expect(curl.stdout).toContain('"Authorization: Bearer ${SF_TOKEN}"');
    expect(dry.stdout + dry.stderr + curl.stdout + curl.stderr).not.toContain('s3cr3t');
    expect(requests.length).toBe(before);
    // What is shown does the same where the secret is.
    const shell = await run(['sh', '-c', curl.stdout.replace(/^curl/, 'printf "%s\\n"')], {
      cwd: place.repo.dir,
      env: secret.env,
    });
    expect(shell.stdout).toContain('Authorization: Bearer s3cr3t-token\n');
    expect(shell.stdout).toContain(`{"it's":"$HOME"}\n`);
  });

  it('signals go where they are sent', async () => {
    const words = ['dispatch', 'salesforce', '--mock', '--signals'];
    expect((await place.call([...words, 'off'])).stderr).not.toContain('dispatched');
    const file = await place.call([...words, 'signals.log']);
    expect(file.stderr).not.toContain('dispatched');
    await place.call([...words, 'signals.log']);
    const log = await run(['cat', 'signals.log'], { cwd: place.repo.dir });
    expect(log.stdout).toMatch(
      /^(🎯 OS → FND : dispatched, service=salesforce, latency=\d+ms\n){2}$/u,
    );
    expect(await place.call([...words, 'no/such/dir'])).toMatchObject({ code: 66 });
  });

  it('F41: a mock file, in YAML or JSON, by name or URL', async () => {
    place.repo.write({
      'mock.yaml':
        'http://lucidia:8091/v1/salesforce: { synced: 100 }\nAI.router: { status: 503, body: busy }\n',
      'mock.json': '{"FND.salesforce": {"error": "timeout"}}',
      'bad.yaml': 'a: [',
    });
    const yaml = await place.call(['dispatch', 'salesforce', '--mock=mock.yaml']);
    expect(json(yaml.stdout)).toEqual({ synced: 100 });
    const busy = await place.call(['dispatch-to', 'AI', '--mock-file', 'mock.yaml']);
    expect(busy).toMatchObject({ code: 76, stdout: 'busy\n' });
    expect(busy.stderr).toContain('❌ OS → AI : dispatch_failed, error=http_5xx');
    const slow = await place.call(['dispatch', 'salesforce', '--mock=mock.json']);
    expect(slow.code).toBe(75);
    const health = await place.call(['health', '--mock=mock.yaml']);
    expect(health.code).toBe(69);
    expect(health.stdout).toContain('🔴 AI.router unhealthy: 503');
    expect(await place.call(['dispatch', 'x', '--mock=none.yaml'])).toMatchObject({ code: 66 });
    const bad = await place.call(['dispatch', 'x', '--mock=bad.yaml']);
    expect(bad.code).toBe(65);
    expect(bad.stderr).toContain('(bad.yaml:1:5)');
  });

  it.each<[string, string[], number, string, string?]>([
    ['refused', ['dispatch-to', 'FND'], 69, 'connection_refused', 'http://127.0.0.1:1/'],
    ['no address', ['dispatch-to', 'FND'], 69, 'dns_failed', 'http://nowhere.invalid/'],
    ['a client’s mistake', ['dispatch-to', 'FND'], 76, 'http_4xx', '/status/404'],
    ['a server’s fault', ['dispatch-to', 'FND', '--retries', '0'], 76, 'http_5xx', '/status/500'],
    ['an org that is none', ['dispatch-to', 'FDN'], 127, 'unknown_target'],
    ['a service that is none', ['dispatch-to', 'FND.sales'], 127, 'unknown_target'],
    ['nothing said', ['dispatch', ''], 127, 'no_route'],
  ])(
    'F18 1.8-exit: %s ends with the code of its kind',
    async (...[, words, exit, error, url = '/']) => {
      const endpoint = url.startsWith('/') ? `http://127.0.0.1:${port}${url}` : url;
      place.repo.write({
        'fault.yaml': `orgs: { FND: { services: { salesforce: { endpoint: "${endpoint}", retry: 1, breaker: false } } } }`,
      });
      const all = [...words, '--registry', 'fault.yaml'];
      const text = await place.call(all);
      expect(text.code).toBe(exit);
      expect(text.stderr).toContain(`dispatch_failed, error=${error}`);
      expect(text.stderr).toMatch(/^rhachet: \S/m);
      expect(text.stderr).not.toMatch(/None|undefined|\bat .*:\d+:\d+/);
      const { code, stdout } = await place.call([...all, '--json']);
      expect(code).toBe(exit);
      expect(json(stdout)).toMatchObject({ ok: false, error: { code: error } });
    },
  );

  it('1.4-retried: a 5xx of what may be repeated is tried again, and the body of the last is shown', async () => {
    place.repo.write({
      'twice.yaml': service(
        '/status/503',
        ', idempotent: true, retry: { attempts: 2, base: 1ms, cap: 2ms }',
      ),
    });
    const before = requests.length;
    const { code, stdout, stderr } = await place.call([
      'dispatch-to',
      'FND',
      '--registry',
      'twice.yaml',
    ]);
    expect([code, requests.length - before]).toEqual([76, 2]);
    expect(json(stdout)).toMatchObject({ success: false });
    expect(stderr).toContain('(2 tries)');
  });

  it.each<[string, string[], number, string]>([
    ['no query', ['dispatch', '--batch', 'x', 'y'], 64, '--batch takes its queries from the file'],
    ['bad data', ['dispatch', 'x', '--mock', '--data', '{bad'], 65, '--data is no JSON'],
    [
      'data that is not there',
      ['dispatch', 'x', '--mock', '--data', '@none'],
      66,
      'there is no file none',
    ],
    [
      'a duration without a unit',
      ['dispatch', 'x', '--mock', '--timeout', '5'],
      64,
      'is no duration',
    ],
    ['many retries', ['dispatch', 'x', '--mock', '--retries', '99'], 64, 'from 0 to 19'],
    ['a registry that is not there', ['routes', '--registry', 'none'], 66, 'there is no registry'],
    ['a service named twice', ['dispatch-to', 'A.b', 'c', '--mock'], 64, 'named twice'],
    [
      'extra dots',
      ['ping', 'FND.salesforce.x', '--mock'],
      127,
      'there is no service FND.salesforce.x',
    ],
    ['an unknown option', ['dispatch', 'x', '--moc'], 64, 'did you mean --mock?'],
    ['an unknown command', ['dispach'], 127, 'did you mean'],
  ])('1.8-usage: %s', async (...[, words, exit, said]) => {
    const { code, stdout, stderr } = await place.call(words);
    expect([code, stdout]).toEqual([exit, '']);
    expect(stderr).toContain(said);
  });

  it('a registry that is invalid: 78, with line and column; lint shows all of it', async () => {
    place.repo.write({
      'bad.yaml': 'orgs:\n  FND: 3\n',
      'warn.yaml': `${service('/x')}\nruels: []\n`,
    });
    const bad = await place.call(['dispatch', 'x', '--mock', '--registry', 'bad.yaml']);
    expect(bad.code).toBe(78);
    expect(bad.stderr).toContain(`(${place.repo.path('bad.yaml')}:2:8)`);
    const lint = await place.call(['routes', 'lint', 'bad.yaml']);
    expect(lint.code).toBe(78);
    expect(lint.stdout).toContain(
      `${place.repo.path('bad.yaml')}:2:8: error wrong-type: orgs.FND is not a map`,
    );
    const warn = await place.call(['routes', 'lint', 'warn.yaml']);
    expect(warn.code).toBe(0);
    expect(warn.stdout).toContain(
      ':2:1: warning unknown-key: ruels is not a key that is known (did you mean "rules"?)',
    );
    expect(await place.call(['routes', 'lint', 'warn.yaml', '--strict'])).toMatchObject({
      code: 78,
    });
  });

  it('routes train and routes eval', async () => {
    const trained = await place.call(['routes', 'train', '--json']);
    expect(json(trained.stdout)).toMatchObject({ orgs: 2, services: 4 });
    place.repo.write({
      'queries.jsonl':
        '{"query":"sync salesforce contacts","org":"FND","service":"salesforce"}\n{"query":"","org":null,"service":null}\n',
    });
    const { code, stdout } = await place.call(['routes', 'eval', 'queries.jsonl', '--json']);
    expect(code).toBe(0);
    expect(json(stdout)).toMatchObject({
      service_accuracy: 1,
      org_accuracy: 1,
      refusal_recall: 1,
      overall: 1,
    });
    expect(json(stdout).ece).toBeTypeOf('number');
    place.repo.write({ 'bad.jsonl': '{"query":1}\n' });
    const bad = await place.call(['routes', 'eval', 'bad.jsonl']);
    expect(bad).toMatchObject({ code: 65 });
    expect(bad.stderr).toContain('bad.jsonl: line 1');
  });
});

it('the other ways in: rhachet, cmd-services, help', async () => {
  const { repo } = makePlace();
  const words = ['dispatch', 'sync salesforce', '--mock', '-q'];
  for (const bin of ['rhachet', 'cmd-services', 'dispatcher']) {
    const { code, stdout } = await run([installedBin(bin), ...words], { cwd: repo.dir });
    expect([code, json(stdout)]).toEqual([0, { mock: true, service: 'FND.salesforce' }]);
  }
  const list = await run([installedBin('dispatcher')], { cwd: repo.dir });
  expect(list.code).toBe(64);
  expect(list.stdout).toMatch(/^ {2}dispatch-to +\S/m);
  const help = await run([installedBin('dispatcher'), 'dispatch', '--help'], { cwd: repo.dir });
  expect(help.stdout).toContain('--mock[=<file>]');
  repo.remove();
});

/** Every service of the prototype's registry, the one without an endpoint too, at one address. */
const allAt = (url: string): string =>
  UPSTREAM_39.replaceAll(/(http|wss):\/\/[a-z.]+(:\d+)?/g, url)
    .replaceAll('type: external', 'type: internal')
    .replace(/( {6}queues:\n)/, `$1        endpoint: ${url}/q\n        health: ${url}/q/health\n`);

describe.each([
  ['refuse', () => Promise.resolve({ url: 'http://127.0.0.1:1', end: () => undefined })],
  ['take every connection and never answer', silent],
])('1.5-parallel: 39 services whose hosts %s', (how, start) => {
  it('are all unhealthy, and are asked beside each other', async () => {
    const { url, end } = await start();
    const place = makePlace({}, allAt(url));
    const started = performance.now();
    const { code, stdout } = await place.call(['health', '--json']);
    const took = performance.now() - started;
    end();
    const { services } = json(stdout) as { services: { state: string; ms: number }[] };
    const one = services.reduce((sum, { ms }) => sum + ms, 0);
    console.log(
      `39 services that ${how}: ${took.toFixed(0)} ms in all, ${one.toFixed(0)} ms one after the other`,
    );
    expect(code).toBe(69);
    expect(services).toHaveLength(39);
    expect(new Set(services.map(({ state }) => state))).toEqual(new Set(['unhealthy']));
    // Where they hang: 78 s against about 3.
    if (one > 39_000) expect(took).toBeLessThan(one / 4);
    place.repo.remove();
  });
});
