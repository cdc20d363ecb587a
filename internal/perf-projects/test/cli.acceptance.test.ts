// The program `perf-harness` as npm installs it, in a directory that knows nothing of rhachet.
import { existsSync, readFileSync } from 'node:fs';

import { installedBin, makeRepo, openTerminal, type Repo, run, until } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { findChromium, readPage } from './chromium.ts';

const perf = installedBin('perf-harness');
let repo: Repo;

const gates = (change: object): string =>
  JSON.stringify({
    runs: 5,
    warmup: 0,
    gates: [{ name: 'sh', command: ['./wrapper.sh', 'x'], direct: ['echo', 'x'], ...change }],
  });

beforeAll(() => {
  repo = makeRepo(
    {
      'wrapper.sh': '#!/bin/sh\nexec echo "$@"\n',
      'slow.sh': '#!/bin/sh\nsleep 0.2\nexec echo "$@"\n',
      'pass.json': gates({ budgetMs: 20_000 }),
      'fail.json': gates({ command: ['./slow.sh', 'x'] }),
      'open.json': gates({ direct: ['false'] }),
      'wrong.json': gates({ budgetMs: -1 }),
      'broken.json': '{ "gates": ',
      'nameless.json': '{ "gates": [{}] }',
      'strange.json': '{ "gate": [] }',
      'perf.config.ts': `
        type Words = string[];
        const direct: Words = ['echo', 'x'];
        export default {
          runs: 5,
          warmup: 0,
          gates: [
            { name: 'sh <&>', command: ['./wrapper.sh', 'x'], direct, budgetMs: 20_000, trace: {} },
            { name: 'statistical', kind: 'statistical', runs: 20, command: ['./wrapper.sh', 'x'], direct, budgetMs: 20_000 },
          ],
          commands: [{ name: 'one', command: direct }],
          tables: [{ name: 'ways', baseline: 'a', rows: [{ name: 'a', command: direct }, { name: 'b', command: ['./wrapper.sh', 'x'] }] }],
        };`,
    },
    { git: false },
  );
});
afterAll(() => repo.remove());

const call = (...words: string[]) => run([perf, ...words], { cwd: repo.dir });

describe('gate', () => {
  it.each([
    ['pass.json', 0, /^PASS {2}sh\n/],
    ['fail.json', 1, /^FAIL {2}sh\n {2}- command takes/],
    ['open.json', 2, /^INCONCLUSIVE {2}sh\n {2}- direct exited with 1/],
  ])('%s ends with %i', async (file, code, report) => {
    const result = await call('gate', file);
    expect(result).toMatchObject({ code, stderr: '' });
    expect(result.stdout).toMatch(report);
  });

  it('reads a perf.config.ts, also on a Node that reads no TypeScript', async () => {
    const { code, stdout } = await call('gate', '--only', 'sh');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^PASS {2}sh <&>\n/);
    expect(stdout).not.toContain('statistical gate');
  });
});

describe('what goes wrong is one line, a hint, and 2', () => {
  it.each([
    [['nope'], /^perf-harness: "nope" is none of run, gate, compare, trace, report\n {2}see/],
    [['gate', '--what'], /^perf-harness: Unknown option '--what'/],
    [['gate', 'missing.ts'], /^perf-harness: there is no file missing\.ts\n/],
    [['gate', 'broken.json'], /^perf-harness: broken\.json cannot be loaded: SyntaxError/],
    [['gate', 'nameless.json'], /^perf-harness: nameless\.json: each of gates needs a name\n/],
    [['gate', 'strange.json'], /^perf-harness: strange\.json: there is no setting gate\n/],
    [['gate', 'wrong.json'], /^perf-harness: budgetMs must be a number above 0, not -1\./],
    [['run', 'pass.json'], /^perf-harness: there are no commands to run\n/],
    [['gate', '--only', 'zzz'], /^perf-harness: there are no gates with "zzz" in a name to gate\n/],
    [['gate', '--runs', '5x'], /^perf-harness: --runs takes a whole number, not 5x\n/],
    [['gate', '--', 'true'], /^perf-harness: gate needs two commands/],
    [['gate', '--svg', 'x.svg'], /^perf-harness: --svg has no meaning for gate\n/],
    [['report'], /^perf-harness: report needs the results/],
    [['report', 'pass.json'], /^perf-harness: pass\.json cannot be read: this is no report/],
    [['trace', '--file', 'wrapper.sh'], /^perf-harness: wrapper\.sh cannot be read: /],
    [
      ['gate', 'pass.json', '--html', 'no/such/page.html'],
      /^perf-harness: no\/such\/page\.html cannot be written/,
    ],
  ])('%j', async (words, message) => {
    const { code, stderr } = await call(...words);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
  });

  it('and JSON with --json', async () => {
    const { code, stdout, stderr } = await call('gate', '--json', 'missing.ts');
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      error: { message: 'there is no file missing.ts', hint: 'name a perf.config.ts' },
    });
  });
});

describe('the other commands', () => {
  it('run measures one command from the command line', async () => {
    const { code, stdout } = await call('run', '--runs', '4', '--', 'echo', 'a b');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^echo a b\n +mean +std dev +median/);
    expect(stdout).toContain('4 of 4 runs');
    expect((await call('run', '--', 'false')).code).toBe(2);
  });

  it('compare gives tables and gates without a verdict', async () => {
    const { code, stdout } = await call('compare');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ways\n[\s\S]*\n\nsh <&>\n[\s\S]*\n\nstatistical\n/);
    expect(stdout).not.toContain('PASS');
  });

  it('trace shows a trace file, and turns it into a drawing', async () => {
    const event = (name: string, ts: number) =>
      JSON.stringify({ name, ph: 'X', pid: 1, ts, dur: 1500 });
    repo.write({ 'trace.json': `[\n${event('one', 0)},\n${event('two', 1500)},\n` });
    const { code, stdout } = await call(
      'trace',
      '--file',
      'trace.json',
      '--svg',
      'w.svg',
      '--chrome',
      'c.json',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^two +1\.50 +1\.50 {2} +█{20}$/m);
    expect(readFileSync(repo.path('w.svg'), 'utf8')).toMatch(
      /^<svg xmlns.*two.*1\.50 ms.*<\/svg>\n$/s,
    );
    const again = await call('trace', '--file', 'c.json');
    expect(again.stdout.split('\n').slice(1)).toEqual(stdout.split('\n').slice(1));
  });

  it('report gives the same results in another form', async () => {
    await call('compare', '--export-json', 'results.json', '--markdown', 'first.md');
    const { code, stdout } = await call('report', 'results.json', '--markdown', 'again.md');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ways\n/);
    expect(readFileSync(repo.path('again.md'), 'utf8')).toBe(
      readFileSync(repo.path('first.md'), 'utf8'),
    );
  });

  it('help and version', async () => {
    expect((await call('--help')).stdout).toMatch(/^perf-harness: what a launcher/);
    expect((await call()).stdout).toMatch(/^perf-harness: what a launcher/);
    expect((await call('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('on a terminal', () => {
  const gateWith = async (...variables: string[]): Promise<string> => {
    const command = [
      'env',
      '-u',
      'NO_COLOR',
      'TERM=xterm',
      ...variables,
      perf,
      'gate',
      'pass.json',
    ];
    const terminal = openTerminal(command, { cwd: repo.dir });
    expect(await terminal.ended).toBe(0);
    return terminal.screen();
  };

  it('draws a bar and colours the verdict, and neither elsewhere', async () => {
    const screen = await gateWith();
    expect(screen).toMatch(/█ +\d+ % {2}sh/);
    expect(screen).toContain('\x1b[1;32mPASS\x1b[0m');
    expect(await gateWith('NO_COLOR=1')).toMatch(/PASS {2}sh/);
    const elsewhere = await call('gate', 'pass.json');
    for (const sign of ['\x1b', '█']) {
      expect(elsewhere.stdout + elsewhere.stderr).not.toContain(sign);
    }
  });

  it('ends by the signal of Ctrl-C, and the measured command with it', async () => {
    const script = 'echo $$ > pid; exec sleep 60';
    const terminal = openTerminal([perf, 'run', '--', 'sh', '-c', script], { cwd: repo.dir });
    const pid = Number(
      await until(
        () => existsSync(repo.path('pid')) && readFileSync(repo.path('pid'), 'utf8').trim(),
        'the measured command',
      ),
    );
    terminal.type('\x03');
    expect(await terminal.ended).toBe(130);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});

describe('the reports', () => {
  let json: Record<string, unknown>;
  beforeAll(async () => {
    const words = ['gate', '--json', '--html', 'page.html', '--markdown', 'out.md'];
    const { code, stdout, stderr } = await call(...words);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    json = JSON.parse(stdout) as Record<string, unknown>;
  });

  it('JSON has the shape of hyperfine, in seconds', () => {
    const results = json.results as Record<string, unknown>[];
    expect(results.map(({ name }) => name)).toEqual([
      ...['sh <&>', 'sh <&> (direct)', 'statistical', 'statistical (direct)'],
    ]);
    for (const result of results) {
      const times = result.times as number[];
      expect(result.exit_codes).toEqual(times.map(() => 0));
      expect(result.mean).toBeCloseTo(times.reduce((sum, time) => sum + time, 0) / times.length, 9);
      expect(result.min).toBe(Math.min(...times));
      expect(result.max).toBeLessThan(60);
      for (const field of ['stddev', 'median', 'user', 'system'])
        expect(result[field]).toEqual(expect.any(Number));
    }
    expect(results[0]?.command).toBe('./wrapper.sh x');
  });

  it('Markdown has a row per gate, and no markup out of a name', () => {
    const text = readFileSync(repo.path('out.md'), 'utf8');
    expect(text).toContain(String.raw`| ✅ pass | sh \<&\> | `);
    expect(text).toContain('| ✅ pass | statistical | ');
  });

  it('the page loads nothing', () => {
    const page = readFileSync(repo.path('page.html'), 'utf8');
    expect(page).not.toMatch(
      /\b(?:src|href)\s*=|url\(|@import|<script(?! type="application\/json")/,
    );
    expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/);
    expect(page).toContain('prefers-color-scheme: dark');
  });

  const chromium = findChromium();
  it.skipIf(chromium === undefined)(
    'the page shows the figures of the JSON [needs Chromium]',
    async () => {
      const page = await readPage(chromium!, repo.path('page.html'));
      expect(page.json).toEqual(json);
      expect(page.figures.length).toBeGreaterThan(40);
      for (const { path, text } of page.figures) {
        const value = path
          .split('.')
          .reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], json);
        expect(`${path} ${text}`).toBe(
          `${path} ${typeof value === 'number' ? value.toFixed(2) : '-'}`,
        );
      }
      expect(page.labels).toEqual(
        expect.arrayContaining(['differences', 'times of both commands', 'waterfall']),
      );
    },
  );
});
