import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bunPath } from '../../../../internal/build/bun-path.mjs';
import { callOf, CASES, difference, NESTED, nestingHost } from '../../test/bridge-cases.ts';
import { CounterHost, reply } from '../../test/counter-host.ts';
import type { Bridge } from './bridge.ts';
import { openBridge } from './open-bridge.ts';
import { WORKER_TEXT } from './worker-text.ts';

const here = (path: string): string => new URL(path, import.meta.url).pathname;
const dir = mkdtempSync(join(tmpdir(), 'bridge-test-'));
afterAll(() => rmSync(dir, { recursive: true }));

let bridge: Bridge;
beforeAll(() => {
  bridge = openBridge({ cwd: dir, timeout: 30_000 });
});
afterAll(() => bridge.close());

it('has the text of the worker in its module', () => {
  expect(readFileSync(here('../../bash/worker.bash'), 'utf8')).toBe(WORKER_TEXT);
});

describe('a body', () => {
  const host = new CounterHost();
  it.each(CASES)('$name', (wanted) => {
    expect(difference(bridge.run(callOf(wanted.text, wanted.call), host), wanted)).toBe('');
  });
  it('has run nothing that was data', () => {
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('bodies in bodies', () => {
  const host = nestingHost(() => bridge);
  it.each(NESTED)('$name', (wanted) => {
    expect(difference(bridge.run(callOf(wanted.text, wanted.call), host), wanted)).toBe('');
  });
});

it('does the same on Bun', () => {
  const printed = execFileSync(bunPath(), [here('../../test/bridge-on-bun.ts')], { cwd: dir });
  expect(String(printed)).toBe('done\n');
});

it('throws what is no error of the program, when the body has ended', () => {
  const host = new CounterHost();
  const clean = '_ensure "_ivar_set cleaned yes"; ';
  expect(() => bridge.run(callOf(`${clean} @ x boom || true; _ivar_set on 1`), host)).toThrow(
    RangeError,
  );
  expect(host.variables.get('cleaned')).toBe('yes');
  expect(host.variables.has('on')).toBe(false);
  expect(bridge.run(callOf('echo back'), host).stdout).toBe('back\n');
});

it('ends a body whose subshell it went through, at its next question', () => {
  const host = new CounterHost();
  const text = 'x=$(@ x boom); for i in 1 2 3; do _ivar_set on "$i"; done';
  expect(() => bridge.run(callOf(text), host)).toThrow(RangeError);
  expect(host.variables.has('on')).toBe(false);
});

it('keeps what a session sets from other sessions', () => {
  const host = new CounterHost();
  bridge.run(callOf('mine=1', { session: 'a' }), host);
  expect(bridge.run(callOf('echo "<$mine>"', { session: 'a' }), host).stdout).toBe('<1>\n');
  expect(bridge.run(callOf('echo "<$mine>"', { session: 'b' }), host).stdout).toBe('<>\n');
});

it('keeps the workers of the sessions that were called last', () => {
  const own = openBridge();
  const host = new CounterHost();
  const run = (text: string, session: string): string =>
    own.run(callOf(text, { session }), host).stdout;
  run('mine=1', 'first');
  run('mine=1', 'second');
  for (let n = 0; n < 14; n++) run(':', `other ${n}`);
  expect(run('echo "<$mine>"', 'first')).toBe('<1>\n');
  run(':', 'one more');
  expect(run('echo "<$mine>"', 'first')).toBe('<1>\n');
  expect(run('echo "<$mine>"', 'second')).toBe('<>\n');
  own.close();
});

describe('a call that takes too long', () => {
  const isThere = (pid: string): boolean =>
    spawnSync('ps', ['-o', 'stat=', '-p', pid.trim()])
      .stdout.toString()
      .trim()
      .replace(/^Z.*/, '') !== '';

  it('ends with all of its processes, at every depth', () => {
    const short = openBridge({ timeout: 1500 });
    const host = nestingHost(() => short);
    const result = short.run(
      callOf('echo a; @ self raw: "sleep 100 & echo \\$! >pid; wait"', {
        context: { ...callOf('').context },
      }),
      host,
    );
    expect(result).toMatchObject({ stdout: 'a\n', status: 124, error: { type: 'ShellError' } });
    expect(result.error?.message).toBe('bash took longer than 1.5 s');
    const pid = readFileSync('pid', 'utf8');
    rmSync('pid');
    while (isThere(pid)) spawnSync('true');
    expect(short.run(callOf('echo back'), host).stdout).toBe('back\n');
    short.close();
  });

  it('may be one that says half a word', () => {
    const short = openBridge({ env: { ...process.env, TRASHTALK_TIMEOUT: '1.5' } });
    const host = new CounterHost();
    expect(short.run(callOf('printf "99999\\0" >&222'), host).status).toBe(124);
    expect(short.run(callOf('echo back'), host).stdout).toBe('back\n');
    short.close();
  });
});

it('lets a job of a body go on, and answers it', () => {
  const host = new CounterHost();
  const ran: string[] = [];
  host.onSend = ([, , text = '']) => {
    ran.push(text);
    return reply();
  };
  bridge.run(
    callOf('{ while [[ ! -e go ]]; do sleep 0.01; done; @ x tell: job; } >/dev/null 2>&1 &'),
    host,
  );
  writeFileSync(join(dir, 'go'), '');
  while (!ran.includes('job')) bridge.run(callOf('@ x tell: body'), host);
  rmSync(join(dir, 'go'));
  expect(ran).toContain('body');
});

it('leaves no directory and no process behind', () => {
  const own = mkdtempSync(join(tmpdir(), 'bridge-own-'));
  const script = `import { openBridge } from '${here('open-bridge.ts')}';
    openBridge({ env: process.env }).run(${JSON.stringify(callOf('echo $$ >"$OWN/pid"'))}, {});`;
  writeFileSync(join(own, 'run.ts'), script);
  mkdirSync(join(own, 'tmp'));
  execFileSync(bunPath(), [join(own, 'run.ts')], {
    env: { ...process.env, OWN: own, TMPDIR: join(own, 'tmp') },
  });
  const pid = readFileSync(join(own, 'pid'), 'utf8').trim();
  while (spawnSync('kill', ['-0', pid]).status === 0) spawnSync('true');
  while (readdirSync(join(own, 'tmp')).length > 0) spawnSync('true');
  rmSync(own, { recursive: true });
});

describe('the bash that is there', () => {
  const withBash = (text: string | null): Bridge => {
    const bin = mkdtempSync(join(dir, 'bin-'));
    if (text !== null) {
      writeFileSync(join(bin, 'bash'), text);
      chmodSync(join(bin, 'bash'), 0o755);
    }
    return openBridge({ env: { PATH: text === null ? bin : `${bin}:${process.env.PATH ?? ''}` } });
  };

  it('is passed over when it is too old', () => {
    const newer = withBash('#!/bin/sh\nexit 93\n');
    expect(newer.run(callOf('echo new'), new CounterHost()).stdout).toBe('new\n');
    newer.close();
  });

  it('is missed with a hint', () => {
    const none = withBash(null);
    expect(none.run(callOf('echo'), new CounterHost())).toMatchObject({
      status: 127,
      error: {
        type: 'ShellError',
        message: expect.stringContaining('brew install bash') as string,
      },
    });
    expect(existsSync(join(dir, 'pwned'))).toBe(false);
  });
});

it('does not read BASH_ENV, and gives it to the children', () => {
  writeFileSync(join(dir, 'env'), 'echo read >&2\n');
  const own = openBridge({ env: { ...process.env, BASH_ENV: join(dir, 'env') } });
  const result = own.run(callOf('echo a; bash -c "echo b"'), new CounterHost());
  expect(result).toMatchObject({ stdout: 'a\nb\n', stderr: 'read\n' });
  own.close();
});

it('counts lengths as the locale does', () => {
  for (const LC_ALL of ['C', 'C.UTF-8']) {
    const own = openBridge({ env: { ...process.env, LC_ALL } });
    const text =
      'LC_ALL=C; @ -v x self echo: "$1"; LC_ALL=C.UTF-8; @ -v y self echo: "$x"; printf "%s\\n" "$y"';
    expect(own.run(callOf(text, { args: ['é€😀\n'] }), new CounterHost()).stdout).toBe('é€😀\n\n');
    own.close();
  }
});
