import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bunPath } from '../../../../internal/build/bun-path.mjs';
import { CounterRuntime } from '../../test/counter-runtime.ts';
import { connectDaemon } from './client.ts';
import { inspectDaemon, killDaemon, statusOf } from './control.ts';
import { type Daemon, startDaemon } from './daemon.ts';
import { decodeFrame } from './decode-frame.ts';
import { holderOf, pidPath } from './pid-file.ts';
import { registryPath } from './pipes.ts';

const dir = mkdtempSync(join(tmpdir(), 'daemon-test-'));
afterAll(() => rmSync(dir, { recursive: true }));

const script = new URL('../../test/serve-counters.ts', import.meta.url).pathname;
let count = 0;
let socket = '';
beforeEach(() => {
  socket = join(dir, `${++count}.sock`);
});

/** Everything that comes back until the other side ends. */
function say(text: string | Buffer, { end = false, path = socket } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const client = connect({ path, allowHalfOpen: true });
    let got = '';
    client.on('data', (bytes: Buffer) => (got += bytes.toString()));
    client.on('error', reject);
    client.on('end', () => {
      client.end();
      resolve(got);
    });
    client.write(text);
    if (end) client.end();
  });
}

const ask = async (request: object, path = socket): Promise<Record<string, unknown>> =>
  JSON.parse(await say(`${JSON.stringify(request)}\n`, { path })) as Record<string, unknown>;

const fields = (...all: string[]): string => `${all.length}\0${all.join('\0')}\0`;
const HELLO = fields('hello', '2', '', 'bytes');

function framesOf(text: Buffer): { kind: string; fields: readonly string[] }[] {
  const all = [];
  for (let rest = text, one = decodeFrame(rest); one; one = decodeFrame(rest)) {
    all.push({ kind: one.kind, fields: one.fields });
    rest = rest.subarray(one.size);
  }
  return all;
}

/** Says it half-closed, and reads all frames. */
const talk = async (...messages: string[]): Promise<ReturnType<typeof framesOf>> =>
  framesOf(Buffer.from(await say(HELLO + messages.join(''), { end: true }), 'utf8')).slice(1);

const children: ChildProcess[] = [];
afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

/** A daemon as a process on Bun, when it serves; what it prints afterwards. */
async function serve(
  ...args: string[]
): Promise<{ child: ChildProcess; said: () => string; ended: Promise<number | null> }> {
  const child = spawn(bunPath(), [script, '--socket', socket, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let text = '';
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      resolve();
    });
    void ended.then(() => resolve());
  });
  return { child, said: () => text, ended };
}

describe('the daemon in this process', () => {
  let daemon: Daemon;
  let runtime: CounterRuntime;
  const faults: unknown[] = [];
  beforeEach(async () => {
    runtime = new CounterRuntime();
    runtime.counters.set('counter_1', 5);
    faults.length = 0;
    daemon = await startDaemon({
      socket,
      open: () => runtime,
      onFault: (error) => faults.push(error),
    });
  });
  afterEach(() => daemon.stop());

  it('is the owner’s alone', () => {
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    expect(statSync(registryPath(socket)).mode & 0o777).toBe(0o600);
    expect(readFileSync(pidPath(socket), 'utf8')).toBe(`${process.pid}\n`);
  });

  it.each([
    [
      { class: 'Nope', instance: '', selector: 'new', args: [] },
      { exit_code: 200, error_code: 2 },
    ],
    [
      { class: 'Counter', instance: 'counter_1', selector: 'increment', args: [] },
      {
        exit_code: 0,
        result: '6',
        instance: '{"class":"Counter","value":6}',
        execution_mode: 'native',
      },
    ],
    [
      {
        class: 'Counter',
        instance: 'counter_1',
        selector: 'incrementBy_',
        args: ['5'],
        session_id: 's',
      },
      { exit_code: 0, result: '10' },
    ],
    [
      { class: 'Counter', instance: { id: 'counter_1', value: 1 }, selector: 'getValue' },
      { exit_code: 0, result: '5' },
    ],
    [
      { class: 'Counter', selector: 'shout' },
      { exit_code: 0, result: 'out\nv', execution_mode: 'fallback' },
    ],
    [
      { class: 'Counter', selector: 'nope' },
      { exit_code: 200, error_code: 3 },
    ],
    [
      { class: 'Counter', selector: 'fail' },
      { exit_code: 1, error: 'bad thing', error_code: 1, stack: ['Counter.MyErr'] },
    ],
    [
      { class: 'Counter', selector: 'at_put_', args: ['1'] },
      { exit_code: 1, error: 'at:put: takes 2 arguments, there are 1' },
    ],
    [
      { class: 'Counter', selector: '' },
      { exit_code: 1, error: 'invalid request: no selector' },
    ],
    [
      { class: 7, selector: 'x' },
      { exit_code: 1, error: 'invalid request: class is no text' },
    ],
    [{ class: 'Counter', selector: 'x', args: [{}] }, { exit_code: 1 }],
    [{ block_op: 'nope' }, { exit_code: 1, error: 'there is no block_op nope' }],
    [
      { class: 'Counter', selector: 'raw_', args: ['pwd'], cwd: '/' },
      { exit_code: 0, result: '/', execution_mode: 'fallback' },
    ],
    [
      { class: 'Counter', selector: 'nothing', cwd: '/not there' },
      { exit_code: 1, error: "cannot enter your directory '/not there': ENOENT" },
    ],
    [{ block_op: 'invoke', block_id: 'bytecode_block_9' }, { exit_code: 200 }],
  ])('94 answers one JSON line: %j', async (request, response) => {
    expect(await ask(request)).toMatchObject(response);
  });

  it('95 registers, invokes and serializes a block', async () => {
    const { block_id: id } = await ask({ block_op: 'register', block_data: 'ab' });
    expect(await ask({ block_op: 'invoke', block_id: id, block_data: '[1]' })).toMatchObject({
      exit_code: 0,
      result: 'ab[1]',
    });
    expect(await ask({ block_op: 'serialize', block_id: id })).toMatchObject({
      exit_code: 0,
      block_data: 'ab',
    });
  });

  it('94 says what is no JSON', async () => {
    expect(JSON.parse(await say('{oops\n'))).toMatchObject({
      exit_code: 1,
      error: expect.stringMatching(/^invalid JSON: /) as string,
    });
    expect(JSON.parse(await say('nonsense\n'))).toMatchObject({ exit_code: 1 });
    expect(JSON.parse(await say('[1]\n'))).toMatchObject({ exit_code: 1 });
  });

  it('takes a line in pieces, and one without an end when the client ends', async () => {
    const line = JSON.stringify({ class: 'Counter', selector: 'nothing' });
    expect(JSON.parse(await say(line, { end: true }))).toMatchObject({ exit_code: 0, result: '' });
    expect(await say('', { end: true })).toBe('');
  });

  it('refuses what is too large, in both protocols', async () => {
    const large = 'x'.repeat(1024 * 1024);
    expect(await say(`{"a":"${large}"}\n`)).toContain('larger than 1048576 bytes');
    expect(await talk(fields('send', '1', '0', 'Counter', 'echo:', `${large}${large}`))).toEqual(
      [],
    );
  });

  it('answers requests in their order, with their ids', async () => {
    const many = Array.from({ length: 500 }, (_, n) =>
      fields('send', String(n), '0', 'Counter', 'echo:', `é\n${n}`),
    );
    const answers = await talk(...many);
    expect(answers).toHaveLength(500);
    answers.forEach((one, n) => expect(one).toEqual({ kind: 'v', fields: [String(n), `é\n${n}`] }));
  });

  it.each([
    ['a wrong first word', fields('hello', '3', '', 'bytes')],
    ['no count', `99x\0`],
    ['a huge count', `99999999\0a\0`],
    ['a frame cut short', `${HELLO}3\0send\0`],
    ['no id', `${HELLO}${fields('send', 'x', '0', 'Counter', 'new')}`],
    ['a wrong request', `${HELLO}${fields('evil', '1')}`],
    ['a wrong question', `${HELLO}${fields('ask', '1', 'constructor')}`],
  ])('ends a connection that begins with %s, and no other', async (_name, text) => {
    const other = await connectDaemon(socket);
    await say(text, { end: true });
    expect((await other?.send(['counter_1', 'getValue']))?.value).toBe('5');
    other?.close();
    expect(faults).toEqual([]);
  });

  it('works where its caller is, and nobody else then', async () => {
    const home = process.cwd();
    const raw = ['send', '0', 'Counter', 'raw:', 'pwd'];
    const answers = await talk(
      fields('in', '1', '/', ...raw),
      fields('send', '2', ...raw.slice(1)),
      fields('in', '3', '', ...raw),
      fields('in', '4', '/not there', ...raw),
      fields('in', '5', '/', 'inspect', 'classes'),
    );
    const texts = answers.map(({ fields: [, ...rest] }) => rest.join('|'));
    const gone = "FileError|cannot enter your directory '/not there': ENOENT";
    expect(texts).toEqual(['/', home, home, gone, '["Counter"]']);
    expect(process.cwd()).toBe(home);
  });

  it('survives garbage', async () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 1103515245 + 12345) % 2147483648);
    for (let round = 0; round < 60; round++) {
      const bytes = Buffer.from(Array.from({ length: random() % 300 }, () => random() % 256));
      await say(
        Buffer.concat([Buffer.from(['', HELLO, '{"class":', '3\0'][round % 4] ?? ''), bytes]),
        { end: true },
      );
    }
    expect(
      await ask({ class: 'Counter', instance: 'counter_1', selector: 'getValue' }),
    ).toMatchObject({ result: '5' });
    expect(faults).toEqual([]);
  });

  it('tells of a fault, and goes on', async () => {
    expect(await ask({ class: 'Counter', selector: 'break' })).toMatchObject({ exit_code: 1 });
    expect(faults).toHaveLength(1);
    expect(await ask({ class: 'Counter', selector: 'nothing' })).toMatchObject({ exit_code: 0 });
  });

  it('does not wait for one who does not read', async () => {
    const slow: Socket = connect(socket);
    slow.pause();
    slow.write(HELLO + fields('send', '1', '0', 'Counter', 'size:', '900000').repeat(50));
    for (let n = 0; n < 20; n++)
      expect(await ask({ class: 'Counter', selector: 'nothing' })).toMatchObject({ exit_code: 0 });
    let size = 0;
    await new Promise<void>((resolve) => {
      slow.on('data', (bytes: Buffer) => {
        size += bytes.length;
        if (size > 45_000_000) resolve();
      });
      slow.resume();
    });
    slow.destroy();
  });

  it('96 refuses a second one, and takes over from a dead one', async () => {
    await expect(startDaemon({ socket, open: () => runtime })).rejects.toThrow(
      `a daemon already serves ${socket}: process ${process.pid}`,
    );
    const other = join(dir, 'stale.sock');
    for (const left of [999_999_999, process.ppid]) {
      writeFileSync(pidPath(other), `${left}\n`);
      writeFileSync(other, '');
      const second = await startDaemon({ socket: other, open: () => new CounterRuntime() });
      expect(await ask({ class: 'Counter', selector: 'nothing' }, other)).toMatchObject({
        exit_code: 0,
      });
      await second.stop();
    }
  });

  it('96 ends with what has come answered, and takes its files away', async () => {
    const client = await connectDaemon(socket, 'mine');
    const sent = client?.send(['counter_1', 'increment']);
    await sent;
    await daemon.stop();
    expect([
      runtime.isClosed,
      existsSync(socket),
      existsSync(registryPath(socket)),
      existsSync(pidPath(socket)),
    ]).toEqual([true, false, false, false]);
    expect([...runtime.sessions]).toEqual(['mine']);
    await expect(client?.send(['counter_1', 'increment'])).rejects.toThrow('the daemon has gone');
    expect(await connectDaemon(socket)).toBeNull();
  });

  it('is asked from JavaScript', async () => {
    const client = await connectDaemon(socket);
    const [made, shout, failed, missing] = await Promise.all([
      client?.send(['Counter', 'new']),
      client?.send(['Counter', 'shout']),
      client?.send(['Counter', 'fail']),
      client?.send(['Nope', 'new']),
    ]);
    expect(made?.value).toMatch(/^counter_/);
    expect(shout).toMatchObject({ value: 'v', output: 'out\n', errors: 'err\n' });
    expect(failed).toMatchObject({
      status: 1,
      error: { type: 'MyErr', message: 'bad thing', trace: ['Counter.MyErr'] },
    });
    expect(missing?.status).toBe(200);
    await expect(client?.send(['a\0b'])).rejects.toThrow('NUL');
    expect(await inspectDaemon(socket, 'classes')).toBe('["Counter"]');
    await expect(inspectDaemon(socket, 'nobody')).rejects.toThrow('there is no nobody');
    client?.close();
  });
});

it('does not listen where others may write', async () => {
  const open = join(tmpdir(), 'x.sock');
  await expect(startDaemon({ socket: open, open: () => new CounterRuntime() })).rejects.toThrow(
    'open to other users',
  );
  await expect(
    startDaemon({ socket: `/${'x'.repeat(200)}`, open: () => new CounterRuntime() }),
  ).rejects.toThrow('at most 100 bytes');
});

describe('the daemon as a process on Bun', () => {
  it('does the same there', async () => {
    const { child, said, ended } = await serve();
    expect(await statusOf(socket)).toEqual({ running: true, pid: child.pid });
    expect(statSync(socket).mode & 0o777).toBe(0o600);
    expect(await ask({ class: 'Counter', selector: 'shout' })).toMatchObject({
      exit_code: 0,
      result: 'out\nv',
    });
    const answers = await talk(
      ...Array.from({ length: 300 }, (_, n) =>
        fields('send', String(n), '0', 'Counter', 'echo:', `${n}`),
      ),
    );
    expect(answers.map(({ fields: [, value] }) => Number(value))).toEqual(
      Array.from({ length: 300 }, (_, n) => n),
    );
    const large = await talk(fields('send', '1', '0', 'Counter', 'size:', '9000000').repeat(4));
    expect(large.map(({ fields: [, value = ''] }) => value.length)).toEqual([9e6, 9e6, 9e6, 9e6]);
    const client = await connectDaemon(socket);
    expect((await client?.send(['Counter', 'echo:', 'ü']))?.value).toBe('ü');
    client?.close();
    expect(await killDaemon(socket)).toBe(true);
    expect(await ended).toBe(0);
    expect(said()).toBe('serving\nclosed\n');
    expect([existsSync(socket), existsSync(pidPath(socket))]).toEqual([false, false]);
    expect(await killDaemon(socket)).toBe(false);
    expect(await statusOf(socket)).toEqual({ running: false });
  });

  it('answers no other user, whatever the mode of its socket', async ({ skip }) => {
    if (process.getuid?.() !== 0) skip('only root can be somebody else');
    const { child, ended } = await serve();
    chmodSync(dir, 0o755);
    chmodSync(socket, 0o666);
    const request = '{"class":"Counter","selector":"nothing"}\n';
    const client = `require('net').connect('${socket}').on('connect', () => console.log('connected')).on('data', (d) => console.log(String(d))).on('error', () => {}).write('${request.replace('\n', '\\n')}')`;
    const asked = (uid: number): string =>
      spawnSync(process.execPath, ['-e', client], { uid, encoding: 'utf8', cwd: '/' }).stdout;
    expect([asked(65534), asked(0)]).toEqual([
      'connected\n',
      'connected\n{"exit_code":0,"result":"","execution_mode":"native"}\n\n',
    ]);
    child.kill('SIGTERM');
    await ended;
    chmodSync(dir, 0o700);
  });

  it('is one alone when several start at once', async () => {
    const started = await Promise.all(Array.from({ length: 4 }, () => serve()));
    const serving = started.filter(({ said }) => said() === 'serving\n');
    expect(serving).toHaveLength(1);
    expect(holderOf(pidPath(socket))).toBe(serving[0]?.child.pid);
    for (const { said } of started.filter((one) => one !== serving[0]))
      expect(said()).toMatch(/already serves/);
    await killDaemon(socket);
  });

  it('96 says whether it runs, and comes back after kill -9', async () => {
    const first = await serve();
    first.child.kill('SIGKILL');
    await first.ended;
    expect(await statusOf(socket)).toEqual({ running: false });
    const second = await serve();
    expect(second.said()).toBe('serving\n');
    await killDaemon(socket);
  });

  it('ends when nobody can find it any more, and leaves alone what is there instead', async () => {
    const { ended, said } = await serve();
    expect(said()).toBe('serving\n');
    rmSync(socket);
    writeFileSync(socket, 'of somebody else');
    expect(await ended).toBe(0);
    expect(readFileSync(socket, 'utf8')).toBe('of somebody else');
    rmSync(socket);
  });

  it('96 ends when nobody asks', async () => {
    const { ended, said } = await serve('--idle-timeout', '0.3');
    expect(await ended).toBe(0);
    expect(said()).toBe('serving\nclosed\n');
  });
});
