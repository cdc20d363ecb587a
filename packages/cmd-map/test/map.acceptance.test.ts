// The packed program: the commands as a user calls them, on both engines, and the gate of a cold start.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { assertGate } from '@rhachet/perf-harness';
import { installedBin, type Result, run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const rhachet = installedBin('rhachet');
const ways: Record<string, { command: string[]; env: Record<string, string> }> = {
  'rhachet map': { command: [rhachet, 'map'], env: {} },
  'cmd-map': { command: [installedBin('cmd-map')], env: {} },
  'on Node': { command: [rhachet, 'map'], env: { RHACHET_ENGINE: 'node' } },
};

let dir: string;
beforeAll(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'rhachet-map-')));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
}

describe.each(Object.entries(ways))('%s', (_name, { command, env }) => {
  const map = (...words: string[]): Promise<Result> =>
    run([...command, ...words], { cwd: dir, env });

  beforeAll(() => {
    write(
      'src/std/math.jan',
      'module std.math;\npub func add(x: i32, y: i32) -> i32 { }\npub func add(x: f64, y: f64) -> f64 { }\n',
    );
    write(
      'src/game.jan',
      'struct Ship;\nstruct Rock;\npub func collide(a: Ship, b: Rock) -> Crash { }\npub func collide(a: any, b: Rock) -> Crash { }\n',
    );
    write(
      'tanker.yaml',
      'types: [{ name: Tanker, extends: [Ship] }]\noverloads: ["collide(Tanker, Rock) -> Boom"]\n',
    );
  });

  it('query: the family as a tree, and as JSON', async () => {
    const text = await map('query', 'add', '--source', 'src', '--module', 'std.math');
    expect(text.stdout).toBe(
      [
        'add in std.math: 2 overloads',
        '├─ add(i32, i32) -> i32  [static, 0 overhead]',
        '│  └─ src/std/math.jan:2',
        '└─ add(f64, f64) -> f64  [static, 0 overhead]',
        '   └─ src/std/math.jan:3\n',
      ].join('\n'),
    );
    const { stdout } = await map('query', 'add', '--source', 'src', '--json');
    expect(JSON.parse(stdout)).toEqual({
      symbol: 'add',
      family: ['i32', 'f64'].map((type, at) => ({
        signature: `add(${type}, ${type}) -> ${type}`,
        location: `src/std/math.jan:${at + 2}`,
        specificity: [type, type],
        dispatch_strategy: 'static',
        performance_cost: 'zero_overhead',
      })),
    });
  });

  it('trace: reasons, and 65 for no match', async () => {
    const { code, stdout } = await map('trace', 'add(i32, 2.5)', '-s', 'src');
    expect(stdout).toContain(
      '✗ add(i32, i32) -> i32: second argument type mismatch: expected i32, got f64\n',
    );
    expect(stdout).toContain("E0020: No matching implementation for call to 'add'\n");
    expect(code).toBe(65);
  });

  it('whatif: the bare result, and hypothetical declarations', async () => {
    const call = ['whatif', 'collide(Ship, Rock)', '-s', 'src', '--json'];
    expect(JSON.parse((await map(...call)).stdout)).toEqual({
      call: 'collide(Ship, Rock)',
      outcome: {
        status: 'resolved',
        selected: 'collide(Ship, Rock) -> Crash',
        location: 'src/game.jan:3',
        dispatch_strategy: 'static',
        performance_cost: 'zero_overhead',
        specificity_analysis: 'exact_match',
      },
    });
    const assumed = await map(
      'whatif',
      'collide(Tanker, Rock)',
      '-s',
      'src',
      '--assume',
      'tanker.yaml',
    );
    expect(assumed.stdout).toContain('-> collide(Tanker, Rock) -> Boom');
    expect(assumed.code).toBe(0);
  });

  it('index, then no --source; check', async () => {
    const built = await map('index', 'src');
    expect(built.stdout).toMatch(
      /src\/\.dispatch-map\.index: 2 files \(\d read\), 4 overloads in 2 families, 2 types\n$/,
    );
    const inside = await run([...command, 'query', 'collide'], { cwd: join(dir, 'src'), env });
    expect(inside.stdout).toContain('game.jan:3');
    const checked = await run([...command, 'check'], { cwd: join(dir, 'src'), env });
    expect(checked).toMatchObject({ code: 0, stdout: '4 overloads in 2 families, no ambiguity\n' });
    write('bad.yaml', 'overloads: [{ signature: f(i32) }, { signature: f(i32) }]');
    const bad = await map('check', '-s', 'bad.yaml');
    expect(bad.code).toBe(65);
    expect(bad.stdout).toContain(
      'f(i32) fits equally well:\n  ? f(i32) -> void\n  ? f(i32) -> void\n',
    );
  });

  it.each([
    [['query', 'ad', '-s', 'src'], 65, "no overload is named 'ad'", 'did you mean add?'],
    [['trace', 'add(', '-s', 'src'], 65, '"add(" is not a call', "'add(i32, f64)'"],
    [['query', 'add', '-s', 'none'], 66, 'there is no source none', 'give a directory'],
    [['query', 'add'], 66, 'no --source is given', 'map index'],
    [['query'], 64, 'needs <symbol>', '--help'],
    [['whatif', 'add(i32)', '-s', 'src', '--assume', 'none.yaml'], 66, 'cannot read none.yaml', ''],
  ])('%j ends with %d', async (...[words, code, message, hint]) => {
    const result = await map(...words);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(message);
    expect(result.stderr).toContain(hint);
  });
});

describe('a cold start from an index of 1,000 families', () => {
  beforeAll(async () => {
    for (let file = 0; file < 100; file++) {
      const lines = Array.from({ length: 10 }, (_, at) =>
        Array.from(
          { length: 15 },
          (__, type) => `pub func f${file * 10 + at}(x: T${type}, y: i32) -> i32 { }`,
        ).join('\n'),
      );
      write(`big/m${file}.jan`, `module m${file};\n${lines.join('\n')}\n`);
    }
    expect((await run([rhachet, 'map', 'index', 'big'], { cwd: dir })).stdout).toContain(
      '15000 overloads in 1000 families',
    );
  });

  it('costs at most 100 ms', async () => {
    await assertGate({
      name: 'rhachet map whatif',
      command: [rhachet, 'map', 'whatif', 'f500(T3, i32)', '--json'],
      direct: [
        'printf',
        '%s\n',
        (
          await run([rhachet, 'map', 'whatif', 'f500(T3, i32)', '--json'], {
            cwd: join(dir, 'big'),
          })
        ).stdout.trim(),
      ],
      budgetMs: 100,
      runs: 30,
      cwd: join(dir, 'big'),
    });
  });
});
