// What the launcher hands over reaches us, and nothing of it stays in the environment.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeLaunch } from './launch-context.ts';

const before = { ...process.env };
const restore = (): void => {
  for (const name of Object.keys(process.env))
    if (!(name in before)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, before);
};
beforeEach(restore);
afterEach(restore);

const give = (variables: Record<string, string>): void => {
  for (const [name, value] of Object.entries(variables))
    process.env[`RHACHET_LAUNCH_${name}`] = value;
};

it('takes every variable, once', () => {
  give({
    CWD: '/a b',
    FROM: '/pkg',
    FDS: ' 3 4 12',
    NOFILE: '256 unlimited',
    TTY: '02',
    SAVED: '',
    INDEX: 'stale',
  });
  expect(takeLaunch()).toEqual({
    cwd: '/a b',
    from: '/pkg',
    keep: { fds: [3, 4, 12], nofile: '256 unlimited' },
    terminals: '02',
    index: 'stale',
  });
  expect(process.env).toEqual(before);
  expect(takeLaunch().from).toBe('');
});

const nothing = { cwd: process.cwd(), from: '', keep: { fds: [], nofile: undefined } };

it('without a launcher', () => {
  const keep = { fds: undefined, nofile: undefined };
  expect(takeLaunch()).toEqual({ ...nothing, keep, terminals: undefined });
});

it('empty is nothing; no terminal is not the same as nobody having looked', () => {
  give({ CWD: '', FROM: '', FDS: '', NOFILE: '', TTY: '', SAVED: '' });
  expect(takeLaunch()).toEqual({ ...nothing, terminals: '' });
  expect(process.env).toEqual(before);
});

it('gives back what the launcher set aside, empty values too, and nothing else', () => {
  const odd = 'a=b c\n"$x"';
  give({
    SAVED: 'BUN_OPTIONS BUN_INSPECT BUN_LOST',
    SAVED_BUN_OPTIONS: odd,
    SAVED_BUN_INSPECT: '',
  });
  process.env.BUN_INSPECT = 'of the launcher';
  takeLaunch();
  expect(process.env).toEqual({ ...before, BUN_OPTIONS: odd, BUN_INSPECT: '', BUN_LOST: '' });
});

it('takes out the setting by which the launcher made a short command quick, and leaves the caller its own', () => {
  process.env.BUN_JSC_useJIT = '0';
  give({ JIT: 'BUN_JSC_useJIT' });
  takeLaunch();
  expect(process.env).toEqual(before);
  process.env.BUN_JSC_useJIT = '1';
  takeLaunch();
  expect(process.env).toEqual({ ...before, BUN_JSC_useJIT: '1' });
});

it('leaves variables of similar names alone', () => {
  const others = { RHACHET_LAUNCH: '1', RHACHET_SKILL: 'x', XRHACHET_LAUNCH_CWD: 'y' };
  Object.assign(process.env, others);
  takeLaunch();
  expect(process.env).toEqual({ ...before, ...others });
});
