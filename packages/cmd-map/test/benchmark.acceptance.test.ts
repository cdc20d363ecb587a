// `map benchmark dispatch` of the packed program: what the protocol's plan asks to be measured (R23 to R25, R28 to R30).
import { installedBin, interrupted, makeRepo, run } from '@rhachet/testing';
import { afterAll, describe, expect, it } from 'vitest';
import type { Report } from '../src/benchmark/text.ts';

const repo = makeRepo();
afterAll(() => repo.remove());

const benchmark = (words: string[], env: Record<string, string> = {}) =>
  run([installedBin('rhachet'), 'map', 'benchmark', ...words], { cwd: repo.dir, env });

const LITTLE = ['dispatch', '--families', '10', '--queries', '20'];

describe.each([
  ['Bun', {}],
  ['Node', { RHACHET_ENGINE: 'node' }],
])('on %s', (engine, env: Record<string, string>) => {
  it('R24 R25 R28 R30 both forms, in rates, latencies, sizes and memory, and which projections hold', async () => {
    const { code, stdout, stderr } = await benchmark([...LITTLE, '--compare', '--json'], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(stdout) as Report;
    expect(report.machine.engine).toContain(engine);
    expect(report).toMatchObject({ queries: 20, threshold: 1024 * 1024 });
    const [scenario] = report.scenarios;
    expect(scenario).toMatchObject({ families: 10, overloads: 39 });
    expect(scenario?.recommended.by_matrix).toBe('JSON');
    expect(scenario?.peak_memory).toBeGreaterThan(10);
    const { json, cbor } = scenario?.formats ?? {};
    for (const form of [json, cbor]) {
      expect(form?.cold_start).toBeGreaterThan(0);
      expect(form?.query.per_second).toBeGreaterThan(0);
      expect(form?.trace.per_second).toBeGreaterThan(0);
      expect(form?.bulk_1000).toBeGreaterThan(0);
      expect(form?.parse.p95).toBeGreaterThanOrEqual(form?.parse.p50 ?? Infinity);
      expect(form?.network.transmission.p50).toBeGreaterThan(0);
    }
    expect(cbor?.bytes.mean).toBeLessThan(json?.bytes.mean ?? 0);
    expect(scenario?.stringref_mean).toBeLessThan(cbor?.bytes.mean ?? 0);
    expect(report.projections).toHaveLength(3);
  });
});

it('R28 one form, for people; an answer above the threshold is a trigger', async () => {
  const { code, stdout } = await benchmark([...LITTLE, '--format=cbor', '--threshold=0.1kb']);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^20 queries each, .*\n\n10 families: 10 families, 39 overloads, listening/,
  );
  expect(stdout).toMatch(/^ +CBOR$/m);
  expect(stdout).toMatch(/^ {2}reached {6}largest answer: /m);
  expect(stdout).toMatch(/^ {2}not reached {2}reading an answer: /m);
  expect(stdout).not.toContain('projections');
});

it('Ctrl-C ends it, and leaves nothing behind', async () => {
  const words = [installedBin('rhachet'), 'map', 'benchmark', 'dispatch'];
  const { code, stderr, left } = await interrupted(words);
  expect({ code, left }).toEqual({ code: 130, left: [] });
  expect(stderr).toContain('interrupted by SIGINT');
});

it.each([
  [['speed'], 'there is no benchmark speed'],
  [['dispatch', '--format', 'xml'], 'there is no --format xml'],
  [['dispatch', '--format', 'json', '--compare'], '--compare measures both forms'],
  [['dispatch', '--threshold', 'much'], '--threshold much is no size'],
  [['dispatch', '--threshold', '0mb'], '--threshold 0mb is no size'],
  [['dispatch', '--queries', '0'], '--queries 0 is not a whole number from 1 to 1000000'],
  [['dispatch', '--families', '1e3'], '--families 1e3 is not a whole number from 1 to 100000'],
])('refuses %j', async (words, message) => {
  const { code, stdout, stderr } = await benchmark(words);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  expect(stderr).toContain(message);
});
