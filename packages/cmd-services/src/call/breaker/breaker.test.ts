// The states of a breaker, with a clock that is moved by hand; the same for both journals.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Breaker } from './breaker.ts';
import { fileJournal } from './file-journal.ts';
import { type Journal, memoryJournal } from './journal.ts';
import { openJournal } from './open-journal.ts';
import { breakerDirectory } from './state-dir.ts';

const watch = { failures: 3, openFor: 10_000, lease: 5000 };
const closed = { state: 'closed' } as const;
const URL_A = 'http://a.test/v1';
const START = Date.parse('2026-11-21T12:00:00Z');

const root = mkdtempSync(join(tmpdir(), 'rhachet-breaker-'));
afterAll(() => rmSync(root, { recursive: true }));
const newDir = (): string => mkdtempSync(join(root, 'state-'));

describe.each([
  ['in memory', memoryJournal],
  ['on disk', () => fileJournal(newDir())],
] as [string, () => Journal][])('%s', (_, make) => {
  let time: number;
  let journal: Journal;
  const breaker = (): Breaker =>
    new Breaker(journal, { now: () => time, wall: () => time, sleep: () => Promise.resolve() });
  beforeEach(() => {
    time = START;
    journal = make();
  });
  const fail = (times: number): void => {
    for (let n = 0; n < times; n += 1) breaker().settle(URL_A, 'failure', closed);
  };

  it('opens after so many failures in a row, for this endpoint alone', () => {
    fail(2);
    expect(breaker().admit(URL_A, watch)).toEqual(closed);
    expect(breaker().isFailing(URL_A, watch)).toBe(true);
    fail(1);
    time += 4000;
    expect(breaker().admit(URL_A, watch)).toEqual({ state: 'open', retryAfter: 6000, failures: 3 });
    expect(breaker().admit('http://b.test/', watch)).toEqual(closed);
  });

  it('a success in between starts the count anew', () => {
    fail(2);
    breaker().settle(URL_A, 'success', closed);
    fail(2);
    expect(breaker().admit(URL_A, watch)).toEqual(closed);
  });

  it('lets one call through after open_for, and closes when that succeeds', () => {
    fail(3);
    time += 10_000;
    const probe = breaker().admit(URL_A, watch);
    expect(probe.state).toBe('probe');
    expect(breaker().admit(URL_A, watch)).toMatchObject({ state: 'open', retryAfter: 5000 });
    breaker().settle(URL_A, 'success', probe);
    expect(breaker().admit(URL_A, watch)).toEqual(closed);
    expect(breaker().isFailing(URL_A, watch)).toBe(false);
  });

  it('opens again for as long when it fails', () => {
    fail(3);
    time += 10_000;
    breaker().settle(URL_A, 'failure', breaker().admit(URL_A, watch));
    expect(breaker().admit(URL_A, watch)).toEqual({
      state: 'open',
      retryAfter: 10_000,
      failures: 4,
    });
    time += 10_000;
    expect(breaker().admit(URL_A, watch).state).toBe('probe');
  });

  it('a probe that learned nothing makes room for the next', () => {
    fail(3);
    time += 10_000;
    breaker().settle(URL_A, 'neutral', breaker().admit(URL_A, watch));
    expect(breaker().admit(URL_A, watch).state).toBe('probe');
  });

  it('a probe whose process was killed is given up after its lease', () => {
    fail(3);
    time += 10_000;
    expect(breaker().admit(URL_A, watch).state).toBe('probe');
    time += 4999;
    expect(breaker().admit(URL_A, watch).state).toBe('open');
    time += 1;
    expect(breaker().admit(URL_A, watch).state).toBe('probe');
    expect(breaker().admit(URL_A, watch).state).toBe('open');
  });

  it('a clock that was set back keeps nothing open', () => {
    fail(3);
    time -= 3_600_000;
    expect(breaker().admit(URL_A, watch).state).toBe('probe');
  });

  it('`failures: 0` turns it off', () => {
    fail(3);
    expect(breaker().admit(URL_A, { ...watch, failures: 0 })).toEqual(closed);
  });
});

describe('the file', () => {
  it('is read past lines that are none', () => {
    const dir = newDir();
    const journal = fileJournal(dir);
    journal.add(URL_A, START);
    const [name = ''] = readdirSync(dir);
    writeFileSync(join(dir, name), `${START}\nrubbish\n\0\0\n99\n${START + 1}\n12`);
    expect(journal.failures(URL_A)).toEqual({ count: 2, last: START + 1 });
  });

  it('does not grow without end', () => {
    const dir = newDir();
    const journal = fileJournal(dir);
    for (let n = 0; n < 6000; n += 1) journal.add(URL_A, START + n);
    const [name = '', ...others] = readdirSync(dir);
    expect(others).toEqual([]);
    expect(statSync(join(dir, name)).size).toBeLessThanOrEqual(64 * 1024);
    expect(journal.failures(URL_A).last).toBe(START + 5999);
    expect(journal.failures(URL_A).count).toBeGreaterThanOrEqual(1000);
  });

  it('is the user’s own, and is gone when the endpoint is back', () => {
    const dir = join(newDir(), 'deep', 'down');
    const journal = openJournal(dir);
    journal.add(URL_A, START);
    journal.claim(URL_A, 'left-by-a-killed-probe');
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(dir)) expect(statSync(join(dir, file)).mode & 0o777).toBe(0o600);
    journal.clear(URL_A);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('is closed to others when it was not', () => {
    const dir = join(newDir(), 'open');
    mkdirSync(dir, { mode: 0o755 });
    openJournal(dir);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
  });

  it('is done without where it cannot be: the state is kept in memory', () => {
    const path = join(newDir(), 'a-file');
    writeFileSync(path, '');
    for (const dir of [undefined, path, join(path, 'below')]) {
      const journal = openJournal(dir);
      journal.add(URL_A, START);
      expect(journal.failures(URL_A).count).toBe(1);
    }
  });

  it('and goes on in memory when the directory vanishes', () => {
    const dir = newDir();
    const journal = openJournal(dir);
    rmSync(dir, { recursive: true });
    journal.add(URL_A, START);
    expect(journal.failures(URL_A).count).toBe(1);
  });
});

it('its directory follows XDG_CACHE_HOME, else HOME', () => {
  expect(breakerDirectory({ XDG_CACHE_HOME: '/c', HOME: '/h' })).toBe(
    '/c/rhachet/services/breakers',
  );
  expect(breakerDirectory({ HOME: '/h' })).toBe('/h/.cache/rhachet/services/breakers');
  expect(breakerDirectory({ XDG_CACHE_HOME: 'relative' })).toBeUndefined();
  expect(breakerDirectory({})).toBeUndefined();
});
