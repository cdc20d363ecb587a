// Several inits in one call: what each gets, the order of what they print, how the call ends, and its gate.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { assertGate } from '@rhachet/perf-harness';
import {
  bins,
  installedBin,
  makeRepo,
  openTerminal,
  type Repo,
  run,
  until,
} from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const INITS = '.agent/repo=.this/role=any/inits';
let repo: Repo;

beforeAll(() => {
  repo = makeRepo({
    [`${INITS}/echo.sh`]:
      '#!/bin/sh\necho "$RHACHET_INIT $RHACHET_ROLE $*"; cat; echo "to stderr" >&2\n',
    [`${INITS}/twin`]: '#!/bin/sh\necho "twin: $*"; cat\n',
    [`${INITS}/deaf`]: '#!/bin/sh\necho "reads nothing"\n',
    [`${INITS}/plain.sh`]: { text: 'echo "no line: $*"\n', mode: 0o755 },
    // Waits for what the one behind it does: only together can they end.
    [`${INITS}/waits`]: '#!/bin/sh\nwhile [ ! -e done ]; do sleep 0.01; done; echo waited\n',
    [`${INITS}/does`]: '#!/bin/sh\necho did; echo did >&2; : >done\n',
    [`${INITS}/hook`]:
      '#!/bin/bash\nINPUT=$(cat /dev/stdin)\necho "got $INPUT"; echo blocked > /dev/stderr; exit 2\n',
    [`${INITS}/held`]: '#!/bin/sh\nwhile [ ! -e go ]; do sleep 0.01; done; echo held\n',
    [`${INITS}/leaves`]: '#!/bin/sh\nsleep 30 &\necho $!\n',
    [`${INITS}/after-big`]:
      '#!/bin/sh\nwhile [ ! -e big-done ]; do sleep 0.01; done; echo "big is done"\n',
    [`${INITS}/big-first`]: '#!/bin/sh\nhead -c 5000000 /dev/zero; : >big-done\n',
    [`${INITS}/big`]: '#!/bin/sh\nhead -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2\n',
    [`${INITS}/bytes`]: "#!/bin/sh\nprintf '\\377\\0x'\n",
    [`${INITS}/pipe`]: '#!/bin/bash\nyes | head -1; echo "${PIPESTATUS[0]}"\n',
    [`${INITS}/bad-line`]: '#!/no/such/interpreter\n',
    [`${INITS}/limit`]: '#!/bin/sh\nulimit -S -n\n',
    [`${INITS}/killed`]: '#!/bin/sh\nkill -9 $$\n',
    [`${INITS}/marks`]: '#!/bin/sh\n: >ran\n',
    [`${INITS}/endless`]:
      '#!/bin/bash\ntrap "echo TERM; exit 4" TERM\ntrap "echo INT; exit 5" INT\n: >"ready.$$"\nwhile :; do sleep 0.02; done\n',
    ...Object.fromEntries(
      [0, 1, 2, 3, 4].map((code) => [`${INITS}/exit${code}`, `#!/bin/sh\nexit ${code}\n`]),
    ),
    '.agent/repo=acme/role=other/inits/twin': '#!/bin/sh\necho other\n',
  });
});
afterAll(() => repo.remove());

const inits = (...names: string[]): string[] => names.flatMap((name) => ['--init', name]);

/** Starting a child is written twice, so the front door is checked on both engines. */
const ways = {
  ...bins,
  'RHACHET_ENGINE=node': ['env', 'RHACHET_ENGINE=node', installedBin('rhachet'), 'run'],
};

describe.each(Object.entries(ways))('%s', (_, bin) => {
  const call = (words: string[], input: string | Uint8Array = '') =>
    run([...bin, ...words], { cwd: repo.dir, input });

  it('each gets the same stdin, the words behind the last, and its own name', async () => {
    const words = ['--role', 'any', ...inits('echo', 'deaf', 'echo', 'plain'), 'a b', '--json'];
    expect(await call(words, '{"tool":1}\n')).toMatchObject({
      code: 0,
      stdout:
        'echo any a b --json\n{"tool":1}\nreads nothing\necho any a b --json\n{"tool":1}\nno line: a b --json\n',
      stderr: 'to stderr\nto stderr\n',
    });
  });

  it('all the ways to name them; filters between them apply to all; `--` ends them', async () => {
    const words = ['-i', 'twin', '--role', 'any', '-itwin', '--init=twin', '--', '--init', 'x'];
    const line = 'twin: --init x\n';
    expect(await call(words)).toMatchObject({ code: 0, stdout: line.repeat(3), stderr: '' });
  });

  it('a large stdin, whole, to each; bytes as they are', async () => {
    const input = Buffer.alloc(5_000_000, 'x\n');
    const { bytes } = await call(['--role', 'any', ...inits('twin', 'deaf', 'twin')], input);
    expect(bytes).toHaveLength(2 * input.length + 2 * 'twin: \n'.length + 'reads nothing\n'.length);
    expect([...(await call(inits('bytes', 'bytes'))).bytes]).toEqual([255, 0, 120, 255, 0, 120]);
  });

  it('they run beside each other, and each one’s output stays a block', async () => {
    expect(await call(inits('waits', 'does', 'waits'))).toMatchObject({
      code: 0,
      stdout: 'waited\ndid\nwaited\n',
      stderr: 'did\n',
    });
  });

  it('much on both streams: nothing is lost, nothing waits for ever', async () => {
    const { code, stdout, stderr } = await call(inits('deaf', 'big', 'big'));
    expect({ code, out: stdout.length, err: stderr.length }).toEqual({
      code: 0,
      out: 'reads nothing\n'.length + 6_000_000,
      err: 6_000_000,
    });
  });

  it('is seen once it has ended and its turn has come, while the next still runs', async () => {
    const [file = '', ...args] = bin;
    const child = spawn(file, [...args, ...inits('deaf', 'held', 'deaf')], { cwd: repo.dir });
    child.stdin.end();
    let printed = '';
    child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
    const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
    await until(() => printed === 'reads nothing\n', 'the first block');
    repo.write({ go: '' });
    expect(await closed).toBe(0);
    expect(printed).toBe('reads nothing\nheld\nreads nothing\n');
    rmSync(repo.path('go'));
  });

  it('can open /dev/stdin and /dev/stderr by name', async () => {
    expect(await call(inits('hook', 'hook'), '{"tool":1}\n')).toMatchObject({
      code: 2,
      stdout: 'got {"tool":1}\n'.repeat(2),
      stderr: 'blocked\nblocked\n',
    });
  });

  it('much from the second while the first still runs', async () => {
    const { code, bytes } = await call(inits('after-big', 'big-first'));
    rmSync(repo.path('big-done'));
    const first = 'big is done\n';
    expect({ code, length: bytes.length }).toEqual({ code: 0, length: first.length + 5_000_000 });
    expect(Buffer.from(bytes.subarray(0, first.length)).toString()).toBe(first);
  });

  it('does not wait for what an init leaves behind with its stdout open', async () => {
    const { code, stdout } = await call(inits('leaves', 'leaves'));
    const left = stdout.trim().split('\n').map(Number);
    expect({ code, left: left.length }).toEqual({ code: 0, left: 2 });
    // Throws for one that is no longer there: then the call would have waited for it.
    for (const pid of left) process.kill(pid);
  });

  it('no place for its temporary files: a failure, and nothing was run; 2 when required', async () => {
    for (const [code, first] of [
      [70, []],
      [2, ['--required']],
    ] as const) {
      const result = await run([...bin, ...first, ...inits('marks', 'marks')], {
        cwd: repo.dir,
        env: { TMPDIR: repo.path('absent') },
      });
      expect({ code: result.code, stdout: result.stdout }).toEqual({ code, stdout: '' });
      expect(result.stderr).toContain('hint: set TMPDIR');
      expect(existsSync(repo.path('ran'))).toBe(false);
    }
  });

  it.each<[code: number, names: string[]]>([
    [0, ['exit0', 'exit0']],
    [3, ['exit0', 'exit3', 'exit4']],
    [4, ['exit4', 'exit0', 'exit3']],
    [2, ['exit3', 'exit4', 'exit2']],
    [2, ['exit2', 'exit1']],
    [137, ['exit0', 'killed', 'exit1']],
    [126, ['exit0', 'bad-line', 'exit3']],
    [2, ['bad-line', 'exit2']],
  ])('ends with %i: %j', async (code, names) => {
    const { stdout, ...ended } = await call(inits(...names));
    expect({ code: ended.code, stdout }).toEqual({ code, stdout: '' });
  });

  it('one that is not there: 127, and nothing was run; 2 when required', async () => {
    for (const [code, first] of [
      [127, []],
      [2, ['--required']],
    ] as const) {
      const result = await call([...first, ...inits('marks', 'nope', 'marks')]);
      expect({ code: result.code, stdout: result.stdout }).toEqual({ code, stdout: '' });
      expect(result.stderr).toContain('no init "nope" found');
      expect(existsSync(repo.path('ran'))).toBe(false);
    }
    expect(await call(inits('echo', 'twin'))).toMatchObject({ code: 127, stdout: '' });
  });

  it('one that the kernel refuses blocks when required; the others run', async () => {
    const result = await call(['--required', ...inits('deaf', 'bad-line', 'deaf')]);
    expect(result).toMatchObject({ code: 2, stdout: 'reads nothing\nreads nothing\n' });
    expect(result.stderr).toContain('bad-line: ENOENT\nhint: ');
  });

  it('--explain shows every decision and runs nothing', async () => {
    const text = await call(['--explain', ...inits('marks', 'nope', 'twin')]);
    expect(text.code).toBe(127);
    expect(text.stdout).toMatch(
      /^init marks: resolved to .*^init nope: no_match.*^init twin: amb/ms,
    );
    const json = await call(['--explain', '--json', ...inits('marks', 'exit0')]);
    expect(json.code).toBe(0);
    const { decisions } = JSON.parse(json.stdout) as { decisions: { call: string }[] };
    expect(decisions.map((one) => one.call)).toEqual(['init marks', 'init exit0']);
    expect(existsSync(repo.path('ran'))).toBe(false);
  });

  it('leaves SIGPIPE and the limit of open files as in a direct call', async () => {
    const limit = await run(
      ['bash', '-c', 'ulimit -S -n 999; exec "$@"', 'bash', ...bin, ...inits('pipe', 'limit')],
      { cwd: repo.dir },
    );
    expect(limit).toMatchObject({ code: 0, stdout: 'y\n141\n999\n', stderr: '' });
  });

  it.each([
    ['SIGTERM', 'TERM', 4],
    ['SIGINT', 'INT', 5],
  ] as const)('%s reaches each of them, and none stays behind', async (signal, word, code) => {
    const [file = '', ...args] = bin;
    const names = inits('endless', 'endless', 'endless');
    const child = spawn(file, [...args, ...names], { cwd: repo.dir });
    child.stdin.end();
    let printed = '';
    child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
    const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
    const ready = () => readdirSync(repo.dir).filter((name) => name.startsWith('ready.'));
    await until(() => ready().length === 3, 'three that are ready');
    child.kill(signal);
    expect(await closed).toBe(code);
    expect(printed).toBe(`${word}\n`.repeat(3));
    for (const name of ready()) {
      expect(() => process.kill(Number(name.slice('ready.'.length)), 0)).toThrow('ESRCH');
      rmSync(repo.path(name));
    }
  });

  it('a reader that goes away is no fault: the exit code still tells', async () => {
    const script = '"$@" | true; echo "${PIPESTATUS[0]}"';
    const words = [...bin, ...inits('exit0', 'big', 'exit3')];
    const { stdout, stderr } = await run(['bash', '-c', script, 'bash', ...words], {
      cwd: repo.dir,
    });
    expect(stdout).toBe('3\n');
    expect(stderr).toHaveLength(3_000_000);
  });

  it('in a terminal each block is named, and stdin is empty', async () => {
    const terminal = openTerminal([...bin, '--role', 'any', ...inits('twin', 'echo')], {
      cwd: repo.dir,
    });
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen().replaceAll('\r\n', '\n')).toBe(
      '\n💪 init role repo=.this/role=any/init=twin\n\ntwin: \n\n💪 init role repo=.this/role=any/init=echo\n\necho any \nto stderr\n',
    );
  });
});

it('what is loaded for several needs no module of Node that takes Bun milliseconds', () => {
  const bundle = join(installedBin('rhachet'), '../../@rhachet/cmd-run/dist/cmd-run.together.bc');
  const modules = readFileSync(bundle, 'utf8').match(/require\("[^"]+"\)/g);
  expect(new Set(modules)).toEqual(new Set(['require("bun:ffi")']));
});

it('the gate: three hooks in one call over calling the three directly', async () => {
  const names = Array.from({ length: 3 }, () => 'twin');
  await assertGate({
    name: 'rhachet run with three --init',
    command: [installedBin('rhachet'), 'run', '--role', 'any', ...inits(...names)],
    direct: [
      'sh',
      '-c',
      `for at in ${names.join(' ')}; do "$0" <in.json; done`,
      repo.path(INITS, 'twin'),
    ],
    // Three scripts alone take half of 100 ms on a slow machine: what the call adds is judged, not its total.
    kind: 'statistical',
    budgetMs: 100,
    runs: 30,
    cwd: (repo.write({ 'in.json': '{"tool_name":"Bash"}\n' }), repo.dir),
    input: '{"tool_name":"Bash"}\n',
  });
});
