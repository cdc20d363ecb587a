// ask of the packed program, with models behind real HTTP, on both engines.
import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { assertGate } from '@rhachet/perf-harness';
import { openTerminal, until } from '@rhachet/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type BrainRepo,
  calling,
  ENGINES,
  makeBrainRepo,
  rhachet,
  saying,
} from './brain.fixture.ts';

let repo: BrainRepo;
beforeAll(async () => {
  repo = await makeBrainRepo();
});
afterAll(() => repo.close());
afterEach(() => {
  for (const server of Object.values(repo.servers)) {
    server.asked.length = 0;
    server.replies.length = 0;
  }
});

const ASK = ['ask', '--role', 'clerk', '--say', 'greet ann'];

interface Message {
  role: string;
  content: unknown;
}

const messagesOf = (server: 'anthropic' | 'openai', at: number): Message[] =>
  repo.servers[server].asked[at]?.body.messages as Message[];

describe.each(ENGINES)('on %s', (name, engine) => {
  const data = `home/data-${name}`;
  const call = (words: string[], env: Record<string, string> = {}, input = '') =>
    repo.call(words, { env: { ...engine, XDG_DATA_HOME: repo.path(data), ...env }, input });

  it('the boot output is the system prompt, the answer is streamed as it comes', async () => {
    const { openai } = repo.servers;
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    openai.replies.push({ ...saying('hello', ' ann'), gate });
    const env = { ...process.env, ...repo.env, ...engine };
    const child = spawn(rhachet, ASK, { cwd: repo.dir, env });
    let printed = '';
    child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
    const ended = new Promise((resolve) => child.on('close', resolve));
    // The server sends the rest only once the first piece has been printed.
    await until(() => printed === 'hello', 'the first piece');
    open();
    expect(await ended).toBe(0);
    expect(printed).toBe('hello ann\n');
    const { stdout: boot } = await call(['roles', 'boot', '--role', 'clerk']);
    const [system, user] = messagesOf('openai', 0);
    expect(system).toEqual({ role: 'system', content: boot });
    expect(user).toEqual({ role: 'user', content: 'greet ann' });
    expect(openai.asked[0]?.headers.authorization).toBe('Bearer local-secret');
  });

  it.each([
    ['openai', 'local/m'],
    ['anthropic', 'claude/m'],
  ] as const)(
    '%s: a skill is called with --yes, its result fed back, usage summed',
    async (api, brain) => {
      const { replies, asked } = repo.servers[api];
      replies.push(
        { text: ['I greet.'], ...calling('greet', { name: 'ann "x"', tone: 'warm', loud: true }) },
        saying('Done.'),
      );
      const { code, stdout, stderr } = await call([...ASK, '--yes', '--json', '--brain', brain]);
      expect({ code, stderr }).toMatchObject({ code: 0 });
      expect(JSON.parse(stdout)).toMatchObject({
        role: 'clerk',
        brain,
        answer: 'I greet.\nDone.',
        steps: 2,
        calls: [{ skill: 'greet', status: 'ran', exit: 0 }],
        usage: { input: 150, output: 15 },
        cost: api === 'openai' ? (150 * 2 + 15 * 10) / 1e6 : null,
      });
      expect(stderr).toContain(
        `→ greet '--name' 'ann "x"' '--tone' 'warm' '--loud'\n← greet: exit 0\n`,
      );
      expect(JSON.stringify(asked[1]?.body.messages)).toContain(
        'args: --name ann \\\\\\"x\\\\\\" --tone warm --loud'.replaceAll('\\\\\\', '\\'),
      );
      const tools = JSON.stringify(asked[0]?.body.tools);
      for (const part of [
        'Greets somebody.',
        '"enum":["warm","cold"]',
        '"required":["name"]',
        'fails',
      ])
        expect(tools).toContain(part);
      expect(tools).not.toContain('notes');
    },
  );

  it('without --yes and without a terminal a call is refused, and the model is told', async () => {
    const { replies } = repo.servers.openai;
    replies.push(calling('greet', { name: 'ann' }), saying('I could not.'));
    const { code, stdout, stderr } = await call(ASK);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'I could not.\n' });
    expect(stderr).toContain('not run');
    expect(messagesOf('openai', 1).at(-1)).toMatchObject({
      role: 'tool',
      content: expect.stringContaining('a person has to confirm') as string,
    });
  });

  it('a skill that fails, arguments that are wrong or no JSON, a tool that is not there', async () => {
    const { replies } = repo.servers.openai;
    replies.push(
      calling('fails', {}),
      calling('greet', { tone: 'hot', more: 1 }),
      calling('greet', '{"name":'),
      calling('nothing', {}),
      saying('So be it.'),
    );
    const { code, stdout } = await call([...ASK, '--yes', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ answer: 'So be it.', steps: 5 });
    const told = messagesOf('openai', 4)
      .filter(({ role }) => role === 'tool')
      .map(({ content }) => String(content));
    expect(told).toHaveLength(4);
    expect(told[0]).toBe('exit code: 7\n\nstdout:\nout\n\n\nstderr:\nerr\n');
    expect(told[1]).toContain('there is no "more"; name is missing; tone is none of warm, cold');
    expect(told[2]).toMatch(/invalid|JSON/i);
    expect(told[3]).toMatch(/nothing/);
  });

  it('--no-tools, and a model that is said to take none, are offered none', async () => {
    const { replies, asked } = repo.servers.openai;
    replies.push(saying('a'), saying('b'));
    await call([...ASK, '--no-tools']);
    await call([...ASK, '--brain', 'local/plain']);
    expect(asked.map(({ body }) => body.tools)).toEqual([undefined, undefined]);
  });

  it('--continue goes on; the file is closed to others', async () => {
    const { replies } = repo.servers.openai;
    replies.push(saying('first'), saying('second'), saying('third'));
    await call(ASK);
    await call(['ask', '-r', 'clerk', '--continue'], {}, 'and then?\n');
    expect(messagesOf('openai', 1).map(({ role, content }) => [role, content])).toEqual([
      ['system', expect.anything()],
      ['user', 'greet ann'],
      ['assistant', 'first'],
      ['user', 'and then?\n'],
    ]);
    const file = repo.path(
      `${data}/rhachet/conversations${repo.dir}/.agent/repo=.this/role=clerk.json`,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(file))).toEqual(['role=clerk.json']);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    await call(ASK);
    expect(messagesOf('openai', 2)).toHaveLength(2);
  });

  it.each([
    [
      'a wrong key',
      { status: 401, body: { error: { message: 'bad key local-secret' } } },
      78,
      '***',
    ],
    [
      'a busy provider that says when',
      { status: 429, body: {}, headers: { 'retry-after': '600' } },
      75,
      'try again in 600 s',
    ],
    [
      'an error of the provider',
      { status: 404, body: { error: { message: 'no model m' } } },
      76,
      'no model m',
    ],
    [
      'a model without tools',
      { status: 400, body: { error: { message: 'm does not support tools' } } },
      78,
      '--no-tools',
    ],
    [
      'a prompt that is too long',
      { status: 400, body: { error: { message: 'maximum context length is 10 tokens' } } },
      65,
      'briefs/long.md',
    ],
  ] as const)('%s', async (...[, reply, code, text]) => {
    repo.servers.openai.replies.push(reply);
    const result = await call(ASK);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(text);
    expect(result.stderr).toContain('hint:');
    expect(result.stderr).not.toContain('local-secret');
    const again = { status: 401, body: { error: { message: 'no' } } };
    repo.servers.openai.replies.push(again);
    const json = JSON.parse((await call([...ASK, '--json'])).stderr) as { error: object };
    expect(json.error).toMatchObject({ code: 'KEY_REFUSED', exit: 78 });
  });

  it('429 and 5xx are repeated, as the answer says', async () => {
    const { replies, asked } = repo.servers.openai;
    replies.push(
      { status: 429, body: {}, headers: { 'retry-after-ms': '20' } },
      { status: 503, body: {}, headers: { 'retry-after': '0' } },
      saying('at last'),
    );
    const { code, stdout, stderr } = await call(ASK);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'at last\n' });
    expect(stderr).toContain('too many requests (429); trying again in 0.0 s');
    expect(asked).toHaveLength(3);
  });

  it('5xx for ever is 76, silence 75, nobody there 69, a connection that breaks 76', async () => {
    const { replies } = repo.servers.openai;
    const down = { status: 502, body: {}, headers: { 'retry-after': '0' } };
    replies.push(down, down, down, down);
    expect(await call(ASK)).toMatchObject({ code: 76 });
    replies.push({ text: ['hel'], hangs: true });
    const silent = await call([...ASK, '--brain', 'hasty/m']);
    expect(silent).toMatchObject({ code: 75, stdout: 'hel\n' });
    expect(silent.stderr).toContain('nothing came');
    expect(await call([...ASK, '--brain', 'gone/m'])).toMatchObject({ code: 69 });
    replies.push({ text: ['hel'], isBroken: true });
    const broken = await call(ASK);
    expect(broken.code).toBe(76);
    expect(broken.stderr).toContain('broke off');
  });

  it('OpenAI and Anthropic themselves: keys and addresses of the environment', async () => {
    const { openai, anthropic } = repo.servers;
    openai.replies.push(calling('greet', { name: 'ann' }), saying('by OpenAI'));
    anthropic.replies.push(saying('by Anthropic'));
    const env = {
      OPENAI_BASE_URL: openai.url,
      OPENAI_API_KEY: 'open-secret',
      ANTHROPIC_BASE_URL: anthropic.url.replace(/\/v1$/, ''),
      ANTHROPIC_API_KEY: 'anthropic-secret',
      RHACHET_BRAINS: repo.path('home/none.json'),
    };
    const first = await call([...ASK, '--yes', '--brain', 'openai/gpt-x'], env);
    expect(first).toMatchObject({ code: 0, stdout: 'by OpenAI\n' });
    expect(openai.asked.map(({ path }) => path)).toEqual(Array(2).fill('/v1/chat/completions'));
    expect(openai.asked[0]?.headers.authorization).toBe('Bearer open-secret');
    const second = await call(ASK, { ...env, RHACHET_BRAIN: 'anthropic/claude-x' });
    expect(second).toMatchObject({ code: 0, stdout: 'by Anthropic\n' });
    expect(anthropic.asked[0]?.path).toBe('/v1/messages');
  });

  it('keys of a file and of a command', async () => {
    repo.servers.anthropic.replies.push(saying('a'));
    repo.servers.openai.replies.push(saying('b'));
    expect(await call([...ASK, '--brain', 'claude/m'])).toMatchObject({ code: 0, stdout: 'a\n' });
    expect(await call([...ASK, '--brain', 'asked/m'])).toMatchObject({ code: 0, stdout: 'b\n' });
    expect(repo.servers.anthropic.asked[0]?.headers['x-api-key']).toBe('claude-secret');
    expect(repo.servers.openai.asked[0]?.headers.authorization).toBe('Bearer from-command');
  });

  it.each([
    [['ask', '--say', 'x'], {}, 64, '--role is required'],
    [['ask', '--role', 'clerk'], {}, 64, 'nothing is asked'],
    [['ask', '--role', 'nobody', '--say', 'x'], {}, 127, 'no role "nobody"'],
    [[...ASK, '--brain', 'x'], {}, 64, 'invalid brain format'],
    [[...ASK, '--brain', 'locl/m'], {}, 127, 'did you mean local/m?'],
    [ASK, { LOCAL_KEY: '' }, 78, 'LOCAL_KEY is not set'],
    [ASK, { RHACHET_BRAINS: '/dev/null/x' }, 78, ''],
    [[...ASK, '--mock', '/nowhere'], {}, 66, '/nowhere'],
  ] as const)('%j %j: %d', async (...[words, env, code, text]) => {
    const result = await call([...words], env);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(text);
    expect(repo.servers.openai.asked).toEqual([]);
  });

  it('a script answers offline, and is told of when it is wrong or at its end', async () => {
    repo.write({
      'script.json': JSON.stringify([
        { text: 'Let me.', calls: [{ skill: 'greet', input: { name: 'ann' } }] },
        'Done.',
      ]),
      'bad.json': '["a",\n {"txt": 1}]',
      'broken.json': '["a",\n x]',
      'short.json': '[{ "calls": [{ "skill": "greet", "input": { "name": "x" } }] }]',
    });
    const mock = (file: string) => call([...ASK, '--yes', '--mock', file], { LOCAL_KEY: '' });
    expect(await mock('script.json')).toMatchObject({ code: 0, stdout: 'Let me.\nDone.\n' });
    expect(await mock('bad.json')).toMatchObject({ code: 65 });
    const broken = await mock('broken.json');
    expect(broken).toMatchObject({ code: 65 });
    expect(broken.stderr).toContain('broken.json:2:2:');
    expect(await mock('short.json')).toMatchObject({ code: 65 });
  });

  it('on a terminal each call is confirmed; Ctrl-C stops the request and leaves the terminal as it was', async () => {
    const { openai } = repo.servers;
    const words = Object.entries({ ...repo.env, ...engine }).map(
      ([name, value]) => `${name}=${value}`,
    );
    const open = () =>
      openTerminal(
        [
          'sh',
          '-c',
          'trap : INT; stty -g; "$@"; echo "ended: $?"; stty -g',
          'sh',
          'env',
          ...words,
          rhachet,
          ...ASK,
        ],
        { cwd: repo.dir },
      );
    openai.replies.push(
      calling('greet', { name: 'ann' }),
      calling('greet', { name: 'bob' }, 'call_2'),
      saying('Both.'),
    );
    const asking = open();
    await asking.waitFor("greet '--name' 'ann'");
    await asking.waitFor('[a]ll:');
    asking.type('n\r');
    await asking.waitFor("greet '--name' 'bob'");
    await until(() => asking.screen().split('[a]ll:').length === 3, 'the second question');
    asking.type('y\r');
    await asking.waitFor('ended: 0');
    await asking.ended;
    const told = messagesOf('openai', 2).filter(({ role }) => role === 'tool');
    expect(told.map(({ content }) => content)).toEqual([
      expect.stringContaining('refused'),
      'args: --name bob\n',
    ]);

    const before = openai.left();
    openai.replies.push({ text: ['thinking'], hangs: true });
    const stopped = open();
    await stopped.waitFor('thinking');
    stopped.type('\u0003');
    await stopped.waitFor('ended: 130');
    await stopped.ended;
    await until(() => openai.left() > before, 'the request to end');
    const states = stopped.screen().match(/^[\da-f]+(:[\da-f]+){10,}/gm) ?? [];
    expect(states).toHaveLength(2);
    expect(states[0]).toBe(states[1]);

    openai.replies.push(calling('greet', { name: 'ann' }));
    const atQuestion = open();
    await atQuestion.waitFor('[a]ll:');
    atQuestion.type('\u0003');
    await atQuestion.waitFor('ended: 130');
    await atQuestion.ended;
  });
});

it('brains list and brains ping; no key is printed', async () => {
  const list = await repo.call(['brains', 'list']);
  expect(list).toMatchObject({ code: 0, stderr: '' });
  expect(list.stdout).toContain('default: local/m');
  expect(list.stdout).not.toContain('secret');
  const { brains } = JSON.parse((await repo.call(['brains', 'list', '--json'])).stdout) as {
    brains: { brain: string; ready: boolean }[];
  };
  expect(brains.map(({ brain, ready }) => [brain, ready])).toEqual([
    ['openai', (process.env.OPENAI_API_KEY ?? '') !== ''],
    ['anthropic', (process.env.ANTHROPIC_API_KEY ?? '') !== ''],
    ['ollama', true],
    ['local', true],
    ['claude', true],
    ['hasty', true],
    ['asked', true],
    ['gone', true],
  ]);
  repo.servers.openai.replies.push(saying('pong'));
  const ping = await repo.call(['brains', 'ping']);
  expect(ping).toMatchObject({ code: 0 });
  expect(ping.stdout).toMatch(
    /^local\/m answers: first token after \d+ ms, all after \d+ ms; 50 tokens in, 5 out, \$/,
  );
  repo.servers.openai.replies.push({ status: 401, body: {} });
  expect(await repo.call(['brains', 'ping', 'local/m'])).toMatchObject({ code: 78 });
});

it('a configuration that is wrong says where', async () => {
  repo.write({
    'wrong.json': '{ "brains": { "x": { "api": "pigeon" } } }',
    'cut.json': '{\n "a": ',
  });
  const at = (file: string) =>
    repo.call(['brains', 'list'], { env: { RHACHET_BRAINS: repo.path(file) } });
  const wrong = await at('wrong.json');
  expect(wrong).toMatchObject({ code: 78, stdout: '' });
  expect(wrong.stderr).toContain('brains.x.api');
  const cut = await at('cut.json');
  expect(cut).toMatchObject({ code: 78 });
  expect(cut.stderr).toContain('cut.json:2:');
});

it('the checkout configures no brain', async () => {
  repo.write({ 'brains.json': '{ "default": "evil/m" }', '.rhachet/brains.json': '{}' });
  const { stdout } = await repo.call(['brains', 'list', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ default: 'local/m' });
});

it('ask --mock has the gate of 100 ms', async () => {
  repo.write({ 'gate.json': '["hello"]' });
  await assertGate({
    name: 'ask --mock',
    command: [rhachet, ...ASK, '--mock', 'gate.json'],
    direct: ['/bin/echo', 'hello'],
    budgetMs: 100,
    runs: 30,
    cwd: repo.dir,
  });
});
