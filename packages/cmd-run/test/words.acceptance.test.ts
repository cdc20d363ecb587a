// Whose word is whose, and what the skill receives: arguments, stdin, environment, descriptors.
import { createHash, randomBytes } from 'node:crypto';
import { bins, installedBin, makeRepo, type Repo, run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SKILLS = '.agent/repo=.this/role=any/skills';
// A standalone executable reads BUN_OPTIONS itself before any code of ours runs.
const actingOnBun = {
  BUN_OPTIONS: '--print 1+1',
  BUN_INSPECT_PRELOAD: '/nowhere.ts',
  BUN_INSPECT_NOTIFY: 'unix:///nowhere',
};
// pnpm's shim sets NODE_PATH; the way through Node 22 is called with a PATH of its own.
const OF_THE_WAY = ['NODE_PATH', ...(process.env.RHACHET_TEST_BINS === 'full' ? ['PATH'] : [])];
const ARGS = '#!/bin/sh\nfor word in "$@"; do printf "<%s>" "$word"; done\n';

describe.each(Object.entries(bins))('%s', (name, bin) => {
  let repo: Repo;

  beforeAll(() => {
    repo = makeRepo({
      [`${SKILLS}/args.sh`]: ARGS,
      [`${SKILLS}/cat.sh`]: '#!/bin/sh\nexec cat\n',
      [`${SKILLS}/both.sh`]: '#!/bin/sh\necho out; echo err >&2\n',
      [`${SKILLS}/env.sh`]: '#!/bin/sh\nexec env -0\n',
      [`${SKILLS}/diff.sh`]: '#!/bin/sh\nexec diff "$1" "$2"\n',
      [`${SKILLS}/three.sh`]: '#!/bin/sh\ncat <&3; cat <&7\n',
      [`${SKILLS}/limit.sh`]: '#!/bin/sh\nulimit -S -n; ulimit -H -n\n',
      [`${SKILLS}/where.sh`]: '#!/bin/sh\npwd -P; echo "$PWD"; echo "${OLDPWD-unset}"\n',
      '.agent/repo=.this/role=q/skills/args.sh': ARGS,
      'sub/dir/file': '',
    });
  });
  afterAll(() => repo.remove());

  const call = (words: string[], options: Partial<Parameters<typeof run>[1]> = {}) =>
    run([...bin, ...words], { cwd: repo.dir, ...options });
  const any = ['--role', 'any', '--skill'];

  it('gives the skill exactly its words', async () => {
    const words = [
      'a',
      'b c',
      '',
      '*',
      '--json',
      '-h',
      '--role',
      'q',
      '$HOME',
      '`id`',
      "it's",
      '"',
      '\n',
      'é🪨',
    ];
    const { stdout, stderr, code } = await call([...any, 'args', ...words]);
    expect(stdout).toBe(words.map((word) => `<${word}>`).join(''));
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  });

  it.each([
    [['--skill', 'args', '--role', 'any', 'x', '--repo', 'y'], '<x><--repo><y>'],
    [['--skill', 'args', '-r', 'any', '--help'], '<--help>'],
    [['--skill', 'args', '--role=any', '--skill', 'b'], '<--skill><b>'],
    [['--skill', 'args', '--role', 'any', '--', '--role', 'q'], '<--role><q>'],
    [['--skill=args', '-rany', '--verbose', '--role', 'q'], '<--verbose><--role><q>'],
    [['-s', 'args', '--repo', '.this', '--role', 'any', '--attempts', '3'], '<--attempts><3>'],
    [['--role', 'any', '--skill', 'args', 'x', '--', 'y'], '<x><--><y>'],
  ])('%j', async (words, expected) => {
    expect(await call(words)).toMatchObject({ stdout: expected, stderr: '', code: 0 });
  });

  it('gives the skill the caller’s stdin, 5 MB byte for byte', async () => {
    const input = randomBytes(5_000_000);
    const { bytes, code } = await call(['--skill', 'cat'], { input });
    const hash = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
    expect({ code, hash: hash(bytes) }).toEqual({ code: 0, hash: hash(input) });
  });

  it('adds nothing to stdout and stderr', async () => {
    expect(await call(['--skill', 'both'])).toMatchObject({ stdout: 'out\n', stderr: 'err\n' });
  });

  it('names the target on stderr with --verbose', async () => {
    const { stdout, stderr } = await call(['--verbose', '--skill', 'both']);
    expect(stdout).toBe('out\n');
    expect(stderr).toBe('\n🪨 run solid skill repo=.this/role=any/skill=both\n\nerr\n');
  });

  it('runs in the caller’s directory, with the caller’s PWD and OLDPWD', async () => {
    const sub = repo.path('sub/dir');
    const env = { PWD: sub, OLDPWD: '/somewhere' };
    const { stdout } = await call(['--skill', 'where'], { cwd: sub, env });
    expect(stdout).toBe(`${sub}\n${sub}\n/somewhere\n`);
    const without = await call(['--skill', 'where'], {
      cwd: sub,
      env: { PWD: sub, OLDPWD: undefined },
    });
    expect(without.stdout).toBe(`${sub}\n${sub}\nunset\n`);
  });

  it('gives the environment of a direct call, and what was selected', async () => {
    const env = {
      ...(name === 'standalone' ? {} : actingOnBun),
      RHACHET_SKILL: 'outer',
      RHACHET_INIT: 'outer',
      LINES_OF: 'one\ntwo',
      EMPTY: '',
    };
    const parse = (text: string) =>
      new Map(
        text
          .split('\0')
          .filter(Boolean)
          .map((line) => [line.split('=')[0], line]),
      );
    const through = parse((await call(['--skill', 'env'], { env })).stdout);
    const direct = parse(
      (await run([repo.path(`${SKILLS}/env.sh`)], { cwd: repo.dir, env })).stdout,
    );
    const selected = ['RHACHET_SKILL=env', 'RHACHET_REPO=.this', 'RHACHET_ROLE=any'];
    for (const line of selected) expect([...through.values()]).toContain(line);
    for (const name of [
      'RHACHET_SKILL',
      'RHACHET_REPO',
      'RHACHET_ROLE',
      'RHACHET_INIT',
      'PWD',
      'OLDPWD',
      'SHLVL',
      '_',
      ...OF_THE_WAY,
    ]) {
      through.delete(name);
      direct.delete(name);
    }
    // Names that dash cannot hold (`a.b`, `BASH_FUNC_f%%`) are dropped by it; npm and vitest set some.
    for (const name of direct.keys()) if (!/^[A-Za-z_]\w*$/.test(name ?? '')) direct.delete(name);
    expect([...through.values()].sort()).toEqual([...direct.values()].sort());
  });

  it('keeps descriptors from 3 up', async () => {
    const script = `"$@" --skill diff <(echo a) <(echo b); "$@" --skill three 3<<<three 7<<<seven`;
    const { stdout, stderr } = await run(['bash', '-c', script, 'bash', ...bin], { cwd: repo.dir });
    expect({ stdout, stderr }).toEqual({
      stdout: '1c1\n< a\n---\n> b\nthree\nseven\n',
      stderr: '',
    });
  });

  // Only the launcher can know it: a standalone executable has none.
  if (name !== 'standalone') {
    it('keeps the limit of open files', async () => {
      const script = 'ulimit -S -n 500; "$@" --skill limit; ulimit -S -n; ulimit -H -n';
      const { stdout } = await run(['bash', '-c', script, 'bash', ...bin], { cwd: repo.dir });
      const [soft, hard, wantSoft, wantHard] = stdout.split('\n');
      expect({ soft, hard }).toEqual({ soft: wantSoft, hard: wantHard });
    });
  }
});

it('words and variables that are not UTF-8 arrive byte for byte (on Bun)', async () => {
  const repo = makeRepo({ [`${SKILLS}/bytes.sh`]: '#!/bin/sh\nprintf "%s|%s" "$1" "$LATIN"\n' });
  const script = `LATIN=$'na\\xefve' "$@" --skill bytes $'caf\\xe9'`;
  const { bytes } = await run(['bash', '-c', script, 'bash', installedBin('rhachet'), 'run'], {
    cwd: repo.dir,
  });
  expect(Buffer.from(bytes).toString('latin1')).toBe('caf\xe9|na\xefve');
  repo.remove();
});
