// RHACHET_TRACE: the points that were reached, as text and as Chrome trace events, across nested calls.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { installedBin, makeRepo, type Repo, run } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

const rhachet = installedBin('rhachet');
const SKILLS = '.agent/repo=.this/role=any/skills';
const STAGES = [
  'launch',
  'dispatch.start',
  'dispatch.parsed',
  'dispatch.resolved',
  'command.loaded',
  'command.parsed',
  'target.found',
  'target.exec',
];

interface Event {
  name: string;
  ph: string;
  ts: number;
  dur: number;
  pid: number;
  args: { name?: string; trace?: string; span?: string; parent?: string };
}

let repo: Repo;
beforeAll(() => {
  repo = makeRepo({
    [`${SKILLS}/started.sh`]: '#!/bin/bash\necho "$EPOCHREALTIME"\n',
    [`${SKILLS}/outer.sh`]: `#!/bin/sh\ncd sub && exec ${rhachet} run --skill inner\n`,
    [`${SKILLS}/inner.sh`]: '#!/bin/sh\nenv\n',
    'sub/file': '',
  });
});
afterAll(() => repo.remove());

const traced = (value: string, words: string[], env: Record<string, string> = {}) =>
  run([rhachet, ...words], { cwd: repo.dir, env: { RHACHET_TRACE: value, ...env } });

/** The stages of the text form, with the time since the start at which each was reached. */
function pointsOf(stderr: string): [string, number][] {
  return [...stderr.matchAll(/^\[perf\] ([\w.]+): ([\d.]+)ms$/gm)].map(([, stage = '', at]) => [
    stage,
    Number(at),
  ]);
}

/** The events of a file; the format allows the array to stay open. */
const eventsOf = (file: string): Event[] =>
  JSON.parse(`${readFileSync(file, 'utf8').replace(/,\n$/, '')}]`) as Event[];

it('text: each point in its order on stderr, then a waterfall; stdout is the skill’s alone', async () => {
  const t0 = Date.now() - 3;
  const { code, stdout, stderr } = await traced('1', ['run', '--skill', 'started'], {
    RHACHET_TRACE_T0: String(t0),
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\d+\.\d+\n$/);
  const points = pointsOf(stderr);
  expect(points.map(([stage]) => stage)).toEqual(STAGES);
  const times = points.map(([, at]) => at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(stderr.split('\n').filter((line) => line.includes('█'))).toHaveLength(STAGES.length);
});

it('without RHACHET_TRACE_T0 the launch is left out; off, nothing is printed', async () => {
  const { stderr } = await traced('1', ['run', '--skill', 'started']);
  expect(pointsOf(stderr).map(([stage]) => stage)).toEqual(STAGES.slice(1));
  for (const off of ['', '0'])
    expect((await traced(off, ['run', '--skill', 'started'])).stderr).toBe('');
});

it('a call that fails or prints is traced to its end', async () => {
  const failed = await traced('1', ['run', '--skill', 'nope']);
  expect(failed.code).toBe(127);
  expect(pointsOf(failed.stderr).at(-1)?.[0]).toBe('failed');
  const printed = await traced('1', ['which', 'inner']);
  expect(pointsOf(printed.stderr).at(-1)?.[0]).toBe('command.done');
});

const noStrace = spawnSync('strace', ['-V']).error !== undefined;

it.skipIf(noStrace)(
  `the stages up to target.exec add up to the time until the kernel is asked to run the skill${noStrace ? ' (strace is not installed)' : ''}`,
  async () => {
    const log = repo.path('strace.log');
    /** Milliseconds from just before the start until the skill's execve, and what the trace says of it. */
    const measure = async (): Promise<{ total: number; sum: number }> => {
      const t0 = performance.timeOrigin + performance.now();
      const command = [
        'strace',
        '-f',
        '--seccomp-bpf',
        '-ttt',
        '-o',
        log,
        '-e',
        'trace=execve',
        rhachet,
        'run',
        '--skill',
        'started',
      ];
      const env = { RHACHET_TRACE: '1', RHACHET_TRACE_T0: t0.toFixed(3) };
      const { stderr } = await run(command, { cwd: repo.dir, env });
      const asked = /^\d+ +([\d.]+) execve\("[^"]*started\.sh"/m.exec(
        readFileSync(log, 'utf8'),
      )?.[1];
      return { total: Number(asked) * 1000 - t0, sum: pointsOf(stderr).at(-1)?.[1] ?? 0 };
    };
    // Both times are of one run: what else the machine does is in both, but for what falls between the two.
    const runs: { total: number; sum: number }[] = [];
    for (let round = 0; round < 25; round += 1) runs.push(await measure());
    const missing = runs.map(({ total, sum }) => total - sum).sort((one, other) => one - other);
    const [least = NaN] = missing;
    const total = Math.min(...runs.map((one) => one.total));
    expect(least).toBeGreaterThan(-0.1);
    expect(least).toBeLessThan(Math.max(total * 0.1, 1));
  },
);

it('a .json file: Chrome trace events; two nested calls share the file and the trace', async () => {
  const { code, stdout } = await traced('trace.json', ['run', '--skill', 'outer']);
  expect(code).toBe(0);
  const file = repo.path('trace.json');
  expect(stdout).toContain(`RHACHET_TRACE=${file}\n`);
  const events = eventsOf(file);
  const [outer, inner] = events.filter(({ ph }) => ph === 'M');
  expect([outer?.args.name, inner?.args.name]).toEqual([
    'rhachet run --skill outer',
    'rhachet run --skill inner',
  ]);
  const spans = events.filter(({ ph }) => ph === 'X');
  expect(spans).toHaveLength(2 * (STAGES.length - 1));
  expect(new Set(spans.map(({ args }) => args.trace)).size).toBe(1);
  expect(spans.at(-1)?.args.parent).toBe(spans[0]?.args.span);
  for (const { ts, dur, pid } of spans) {
    expect(dur).toBeGreaterThanOrEqual(0);
    expect(Math.abs(ts / 1000 - Date.now())).toBeLessThan(3_600_000);
    expect(pid).toBeGreaterThan(1);
  }
  // The nested call began after the outer one had handed over.
  const end = (spans[STAGES.length - 2]?.ts ?? 0) + (spans[STAGES.length - 2]?.dur ?? 0);
  expect(spans[STAGES.length - 1]?.ts).toBeGreaterThanOrEqual(end);
});

it('ten calls at once write one whole file', async () => {
  const file = repo.path('ten.json');
  await Promise.all(Array.from({ length: 10 }, () => traced(file, ['which', 'inner'])));
  expect(eventsOf(file).filter(({ ph }) => ph === 'M')).toHaveLength(10);
});

it('a trace that cannot be written does not stop the call', async () => {
  const { code, stdout, stderr } = await traced('/nowhere/trace.json', ['which', 'inner']);
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${repo.path(SKILLS, 'inner.sh')}\n` });
  expect(stderr).toMatch(/^rhachet: cannot write the trace: /);
});

it('continues the trace of the caller', async () => {
  const parent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const { stdout } = await traced('of.json', ['run', '--skill', 'inner'], { TRACEPARENT: parent });
  expect(stdout).toMatch(new RegExp(`^TRACEPARENT=00-a{32}-(?!b{16})[0-9a-f]{16}-01$`, 'm'));
  expect(eventsOf(repo.path('of.json')).at(-1)?.args.parent).toBe('b'.repeat(16));
});
