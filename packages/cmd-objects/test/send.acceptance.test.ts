// The packed program: messages as a user sends them, on both engines, and the gate of a one-shot message.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertGate } from '@rhachet/perf-harness';
import { installedBin, interrupted, type Result, run, until } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const rhachet = installedBin('rhachet');
const cmdObjects = installedBin('cmd-objects');

let dir: string;
let env: Record<string, string>;
beforeAll(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'rhachet-objects-')));
  env = { XDG_DATA_HOME: join(dir, 'data'), TRASHDIR: join(dir, 'classes') };
  mkdirSync(env.TRASHDIR ?? '');
  writeFileSync(
    join(dir, 'classes/Demo.trash'),
    [
      'Demo subclass: Object',
      '  instanceVars: value:1',
      '  method: twice [ ^ value * 2 ]',
      '  method: broken [ ^ 1 / 0 ]',
      '  rawMethod: shout: text [ echo "${1^^}"; echo "to you" >&2 ]',
      '  rawMethod: fail [ _throw MyErr "bad thing" ]',
      '  testMethod: good [ @ self twice ]',
      '  testMethod: bad [ _throw Oh "no" ]',
      '',
    ].join('\n'),
  );
  writeFileSync(join(dir, 'classes/Wrong.trash'), 'Wrong subclass: Object\n  method: x [ ^ ( ]\n');
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const call = (...words: string[]): Promise<Result> => run(words, { cwd: dir, env });
const send = (...words: string[]): Promise<Result> => call(rhachet, 'send', ...words);
const value = async (...words: string[]): Promise<string> => (await send(...words)).stdout.trim();

describe('send', () => {
  it('makes an object that the next process knows', async () => {
    const id = await value('Counter', 'new');
    expect(id).toMatch(/^counter_[0-9a-f-]{36}$/);
    expect(await send(id, 'increment')).toMatchObject({ code: 0, stdout: '1\n', stderr: '' });
    expect(await call(cmdObjects, 'send', id, 'increment')).toMatchObject({ stdout: '2\n' });
    expect(await value('Counter', 'find:', 'value > 1')).toBe(id);
  });

  it('says what went wrong, with 1', async () => {
    const id = await value('Counter', 'new');
    expect(await send(id, 'noSuch')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `Error: Method 'noSuch' not found in ${id} or its superclasses\n`,
    });
    expect(await send('Nobody', 'x')).toMatchObject({ code: 1 });
    expect((await send('Nobody', 'x')).stderr).toContain('Class file not found');
    expect(await send('../x', 'foo')).toMatchObject({ code: 1 });
    const demo = await value('Demo', 'new');
    expect((await send(demo, 'broken')).stderr).toBe(
      'Unhandled error: ZeroDivide: 1 divided by zero\n  at Demo.broken (Demo.trash:4)\n',
    );
    expect((await send('Wrong', 'new')).stderr).toContain('Wrong.trash:2:');
  });

  it('runs raw methods in bash; their stderr and errors are told', async () => {
    const demo = await value('Demo', 'new');
    expect(await send(demo, 'shout:', 'a $(touch x) `touch x`; touch x')).toMatchObject({
      code: 0,
      stdout: 'A $(TOUCH X) `TOUCH X`; TOUCH X\n',
      stderr: 'to you\n',
    });
    const failed = await send(demo, 'fail');
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toContain('Unhandled error: MyErr: bad thing');
  });

  it('works in the directory of its caller, with the daemon and without', async () => {
    const inner = join(dir, 'inner');
    mkdirSync(inner);
    writeFileSync(join(inner, 'note'), 'found');
    const socket = join(dir, 'tt.sock');
    const there = (...words: string[]): Promise<Result> =>
      run([rhachet, 'send', ...words], { cwd: inner, env: { ...env, TT_SOCKET: socket } });
    const both = async (): Promise<string[]> => [
      (await there('File', 'read:', 'note')).stdout,
      (await there('Shell', 'exec:', 'pwd; ls')).stdout,
    ];
    const expected = ['found\n', `${inner}\nnote\n`];
    expect(await both()).toEqual(expected);
    spawn(installedBin('tt'), ['--socket', socket], {
      cwd: dir,
      env: { ...process.env, ...env },
    });
    await until(() => existsSync(socket), 'the daemon');
    try {
      expect(await both()).toEqual(expected);
      expect(await there('Env', 'cwd')).toMatchObject({ stdout: `${inner}\n` });
    } finally {
      await run([installedBin('tt'), '--kill', '--socket', socket], { cwd: dir });
    }
  });

  it('--json holds all of it; --explain runs nothing', async () => {
    const json = JSON.parse((await send('--json', 'Counter', 'description')).stdout) as object;
    expect(json).toMatchObject({ status: 0, value: 'A simple counter', kind: 'typescript' });
    const explained = await send('--explain', 'Counter', 'new');
    expect(explained.stdout).toContain(
      'Counter new: resolved to Object class new (TypeScript: built in)',
    );
    expect(await value('Counter', 'count')).toMatch(/^\d+$/);
    expect(await send('--explain', 'Counter', 'nope')).toMatchObject({ code: 1 });
  });

  it('eight processes at once: no increment is lost', async () => {
    const id = await value('Counter', 'new');
    await Promise.all(Array.from({ length: 8 }, () => send(id, 'increment')));
    expect(await value(id, 'getValue')).toBe('8');
  });

  it('on Node without SQLite: class methods work, the rest says what is missing', async () => {
    const onNode = { ...env, RHACHET_ENGINE: 'node' };
    const description = await run([rhachet, 'send', 'Counter', 'description'], {
      cwd: dir,
      env: onNode,
    });
    expect(description).toMatchObject({ code: 0, stdout: 'A simple counter\n' });
    const { code, stderr } = await run([rhachet, 'send', 'Counter', 'new'], {
      cwd: dir,
      env: onNode,
    });
    if (code !== 0) expect(stderr).toMatch(/^Error: Node\.js v\S+ has no SQLite: use Bun/);
  });
});

describe('objects', () => {
  it('explain, inspect, check, test and repl', async () => {
    const objects = (...words: string[]): Promise<Result> => call(rhachet, 'objects', ...words);
    expect((await objects('explain', 'Demo', 'twice')).stdout).toContain(
      'Demo twice (native: all of it is in the language)',
    );
    expect((await objects('inspect', 'Demo')).stdout).toContain('  shout: (bash: raw method)\n');
    expect((await objects('inspect')).stdout).toContain('Demo\n');
    expect(await objects('check', 'classes/Demo.trash')).toMatchObject({ code: 0 });
    expect(await objects('check', 'classes/Wrong.trash')).toMatchObject({ code: 65 });
    expect(await objects('check', 'classes/None.trash')).toMatchObject({ code: 66 });
    const tests = await objects('test', 'Demo');
    expect(tests.code).toBe(1);
    expect(tests.stdout).toContain('1..2\nok 1 - Demo good\nnot ok 2 - Demo bad\n# Oh: no\n');
    const session = await run([rhachet, 'objects', 'repl'], {
      cwd: dir,
      env,
      input: 'c := @ Counter new\n@ c increment\n',
    });
    expect(session.stdout).toMatch(/^counter_\S+\n1\n$/);
  });
});

it('Ctrl-C ends objects bench, and leaves nothing behind', async () => {
  const { code, stderr, left } = await interrupted([rhachet, 'objects', 'bench']);
  expect({ code, left }).toEqual({ code: 130, left: [] });
  expect(stderr).toContain('interrupted by SIGINT');
});

describe('the gate', () => {
  it('rhachet send Counter description', async () => {
    await assertGate({
      name: 'send Counter description',
      command: [rhachet, 'send', 'Counter', 'description'],
      direct: ['echo', 'A simple counter'],
      cwd: dir,
      env: { ...process.env, ...env },
    });
  });
});
