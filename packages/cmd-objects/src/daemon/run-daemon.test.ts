import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { CounterRuntime } from '../../test/counter-runtime.ts';
import { connectDaemon } from './client.ts';
import { holderOf, pidPath } from './pid-file.ts';
import { type DaemonFlags, type DaemonOutcome, runDaemon } from './run-daemon.ts';

const dir = mkdtempSync(join(tmpdir(), 'run-daemon-'));
afterAll(() => rmSync(dir, { recursive: true }));

async function* input(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from('{"class":"Counter","selector":"nothing"}\n'));
}

const notes: string[] = [];
const run = (flags: DaemonFlags, runtime = new CounterRuntime()): Promise<DaemonOutcome> =>
  runDaemon(flags, {
    open: () => runtime,
    input: input(),
    note: (text) => notes.push(text),
    onFault: (error) => notes.push(String(error)),
  });

it('answers lines when there is no socket', async () => {
  const runtime = new CounterRuntime();
  const outcome = await run({ socket: join(dir, 'none.sock'), lines: true }, runtime);
  if (outcome.kind !== 'lines') throw new Error(outcome.kind);
  const lines = [];
  for await (const line of outcome.lines) lines.push(line);
  expect(lines).toEqual(['{"exit_code":0,"result":"","execution_mode":"native"}\n']);
  expect(runtime.isClosed).toBe(true);
});

it('serves, and speaks of what serves', async () => {
  const socket = join(dir, 'tt.sock');
  const [trace, profile] = [join(dir, 'trace'), join(dir, 'profile')];
  expect(await run({ socket, status: true })).toEqual({
    kind: 'said',
    text: `stopped: ${socket}\n`,
    exit: 1,
  });
  expect(await run({ socket, kill: true })).toEqual({
    kind: 'said',
    text: `not running: ${socket}\n`,
    exit: 0,
  });
  await expect(run({ socket, inspect: 'classes' })).rejects.toThrow(`no daemon serves ${socket}`);

  const outcome = await run({ socket, debug: true, trace, profile });
  if (outcome.kind !== 'serves') throw new Error(outcome.kind);
  expect(await run({ socket, status: true })).toEqual({
    kind: 'said',
    text: `running: process ${process.pid}, ${socket}\n`,
    exit: 0,
  });
  expect(await run({ socket, inspect: 'classes' })).toEqual({
    kind: 'said',
    text: '["Counter"]\n',
    exit: 0,
  });
  const client = await connectDaemon(socket);
  await client?.send(['Counter', 'nothing']);
  client?.close();
  expect(notes).toEqual(['[DEBUG] ["Counter","nothing"]\n']);
  expect(JSON.parse(readFileSync(trace, 'utf8'))).toMatchObject({ reply: { status: 0 } });
  expect(readFileSync(profile, 'utf8')).toMatch(
    /^→ Counter.nothing \[native\]\n← Counter.nothing \[native\] \d+ms\n$/,
  );
  await outcome.daemon.stop();
});

it('gives the place back when the object space does not open', async () => {
  const socket = join(dir, 'broken.sock');
  const broken = runDaemon(
    { socket },
    {
      open: () => Promise.reject(new Error('no database')),
      input: input(),
      note: () => undefined,
      onFault: () => undefined,
    },
  );
  await expect(broken).rejects.toThrow('no database');
  expect(holderOf(pidPath(socket))).toBeNull();
});

it('does not begin with a trace that cannot be written', async () => {
  await expect(
    run({ socket: join(dir, 'x.sock'), trace: join(dir, 'none', 'trace') }),
  ).rejects.toThrow(/^cannot write to .*trace: .*ENOENT/);
});
