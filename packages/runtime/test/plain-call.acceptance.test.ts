// The plain call: known targets start without a runtime, and whatever is in doubt is left to it.
// An installation without the Bun executable tells the two apart: what it can still run, the launcher ran alone.
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Files, makeRepo, project, type Repo, run, hasTool } from '@rhachet/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const ROLE = '.agent/repo=.this/role=any';
const ECHO =
  '#!/bin/sh\nprintf "<%s>" "$0" "$@"\nenv | grep ^RHACHET_ | sort | tr "\\n" ";"\npwd\n';
const isRoot = process.getuid?.() === 0;

/** Exit code of a launcher that would need the runtime that is not there. */
const LEFT = 78;

let bare: Repo;
beforeAll(() => {
  bare = makeRepo();
  cpSync(join(project, 'node_modules'), bare.path('node_modules'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.includes('@oven'),
  });
});
afterAll(() => bare.remove());

let repo: Repo;
let cache: string;
beforeEach(() => {
  repo = makeRepo({
    [`${ROLE}/skills/say.sh`]: ECHO,
    [`${ROLE}/skills/deep/er/other`]: ECHO,
    [`${ROLE}/inits/hooks/check.sh`]: ECHO,
    'sub/dir/file': '',
  });
  cache = mkdtempSync(join(tmpdir(), 'rhachet-cache-'));
});
afterEach(() => {
  repo.remove();
  rmSync(cache, { recursive: true, force: true });
});

interface Place {
  cwd?: string;
  env?: Record<string, string | undefined>;
}

const callFrom =
  (modules: string) =>
  ([bin = '', ...words]: string[], { cwd = repo.dir, env = {} }: Place = {}) =>
    run([join(modules, '.bin', bin), ...words], { cwd, env: { XDG_CACHE_HOME: cache, ...env } });

/** As a user has it. */
const call = callFrom(join(project, 'node_modules'));
/** By the launcher alone, or not at all. */
const alone = (words: string[], place?: Place) => callFrom(bare.path('node_modules'))(words, place);

/** Writes the index of a repository, whatever its first skill is called. */
const learn = async (slug = 'say', place?: Place) => {
  expect(await call(['rhachet', 'run', '--skill', slug], place)).toMatchObject({ code: 0 });
};

const indexOf = (dir: string): string => join(cache, `rhachet/1${dir}/=index`);

describe('known', () => {
  it.each([
    [['rhachet', 'run', '--skill', 'say'], []],
    [['rhachet', 'run', '--skill', 'other'], []],
    [['rhachet', 'run', '--init', 'hooks/check'], []],
    [['rhachet', 'run', '--required', '--skill', 'say'], ['x']],
    [['rhachet', 'run', '--required', '--init', 'hooks/check'], []],
    [
      ['rhx', 'say'],
      ['--role', 'q', '-r', '--', '--init', '-h'],
    ],
    [
      ['cmd-run', '--skill', 'say'],
      ['a', '--role', 'q'],
    ],
    [['cmd-run', '--init', 'hooks/check'], []],
    [['cmd-run', '--required', '--init', 'hooks/check'], ['x']],
    [
      ['cmd-run', 'run', '--skill', 'say'],
      ['--json', '*', '', 'a b', '--role', 'q'],
    ],
  ])('%j', async (words, rest) => {
    await learn();
    const place = {
      cwd: repo.path('sub/dir'),
      env: { RHACHET_SKILL: 'outer', RHACHET_INIT: 'outer' },
    };
    const known = await alone([...words, ...rest], place);
    expect(known).toMatchObject({ code: 0, stderr: '' });
    const engine = { ...place, env: { ...place.env, RHACHET_ENGINE: 'bun' } };
    const byRuntime = await call([...words, ...rest], engine);
    expect(known.stdout).toBe(byRuntime.stdout.replace('RHACHET_ENGINE=bun;', ''));
    expect(known.stdout).toContain(rest.map((word) => `<${word}>`).join(''));
  });

  describe.each(['dash', 'bash', 'busybox', 'ksh'])('in %s', (shell) => {
    const missing = [shell, 'strace'].filter((tool) => !hasTool(tool)).join(', ');
    const why = missing === '' ? '' : ` (${missing} is not installed)`;
    it.skipIf(missing !== '')(`starts no new process${why}`, async () => {
      await learn();
      const as = { bash: ['bash', '--posix'], busybox: ['busybox', 'sh'] }[shell] ?? [shell];
      const log = repo.path('../', `${repo.dir.split('/').at(-1) ?? ''}.log`);
      const trace = ['strace', '-f', '-o', log, '-e', 'trace=execve,clone,clone3,fork,vfork'];
      const bin = bare.path('node_modules/.bin/rhachet');
      const say = ['run', '--skill', 'say', 'x'];
      writeFileSync(repo.path(`${ROLE}/skills/say.sh`), '#!/bin/sh\necho "hi $1"\n');
      repo.age();
      await learn();
      const result = await run([...trace, ...as, bin, ...say], {
        cwd: repo.dir,
        env: { XDG_CACHE_HOME: cache },
      });
      expect(result).toMatchObject({ code: 0, stdout: 'hi x\n', stderr: '' });
      const lines = readFileSync(log, 'utf8').split('\n');
      rmSync(log);
      const execs = lines.filter((line) => line.includes(' execve("') && !line.includes('= -1'));
      expect(execs).toHaveLength(2);
      expect(execs[1]).toContain('say.sh');
      expect(lines.filter((line) => /(clone3?|v?fork)\(/.test(line))).toEqual([]);
    });
  });

  it('through a link to the repository, the caller’s PWD stays', async () => {
    await learn();
    symlinkSync(repo.dir, bare.path('way'));
    const env = { PWD: bare.path('way') };
    const { code, stdout } = await alone(['rhx', 'say'], { cwd: bare.path('way'), env });
    rmSync(bare.path('way'));
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toContain(`<${repo.path(ROLE)}/skills/say.sh>`);
    expect(stdout.endsWith(`${bare.path('way')}\n`)).toBe(true);
  });

  it('the index is the user’s own', async () => {
    await learn();
    expect(statSync(join(cache, 'rhachet')).mode & 0o777).toBe(0o700);
    expect(statSync(indexOf(repo.dir)).mode & 0o777).toBe(0o600);
  });
});

describe('left to the runtime', () => {
  it.each([
    [['run', '--skill=say'], {}],
    [['run', '--json', '--skill', 'say'], {}],
    [['run', '-s', 'say'], {}],
    [['run', '--role=any', '--skill', 'say'], {}],
    [['run', '--skill', 'say', '--role', 'any'], {}],
    [['run', '--skill', 'say', '-r', 'any'], {}],
    [['run', '--skill', 'say', '--', 'a'], {}],
    [['run', '--verbose', '--skill', 'say'], {}],
    [['run', '--explain', '--skill', 'say'], {}],
    [['run', '--skill', 'say'], { RHACHET_TRACE: '1' }],
    [['run', '--skill', 'say'], { RHACHET_ENGINE: 'bun' }],
    [['run', '--skill', 'say'], { HOME: undefined, XDG_CACHE_HOME: undefined }],
    [['run', '--skill', 'say'], { XDG_CACHE_HOME: 'relative' }],
    [['run', '--skill', 'say'], { XDG_CACHE_HOME: '/dev/null' }],
  ])('%j %j', async (words, env) => {
    await learn();
    const command = ['rhachet', ...words];
    expect(await alone(command, { env })).toMatchObject({ code: LEFT });
    expect(await call(command, { env })).toMatchObject({ code: 0 });
  });

  it.each([
    ['rhachet', 'x:run', '--skill', 'say'],
    ['rhachet', 'run:--skill', 'x', 'say'],
    ['rhachet', 'a', 'run', '--required:--skill', 'say'],
    ['rhachet', 'run', '--command', 'hooks/check'],
    ['rhachet', 'roles', 'init', '--init', 'hooks/check'],
    ['rhachet', 'roles', 'link', '--command', 'hooks/check'],
    ['cmd-run', 'rhachet/bin/run:run', '--skill', 'say'],
    ['cmd-roles', '--skill', 'say'],
    ['rhachet', '--skill', 'say'],
    ['rhachet', 'run', 'run', '--skill', 'say'],
    ['cmd-run', 'run', 'run', '--skill', 'say'],
    ['cmd-run', '--repo', '.this', 'run', '--skill', 'say'],
    ['cmd-roles', 'roles', 'roles', 'init', '--command', 'hooks/check'],
    ['rhachet', 'run', '--repo', 'x', '--skill', 'say'],
    ['rhachet', 'run', '--repo', '', '--skill', 'say'],
    ['rhachet', 'run', '--role', '', '--skill', 'say'],
    ['rhachet', 'run', '--role', '', '--repo', 'this', '--skill', 'say'],
    ['rhachet', 'run', '--role', '--skill', 'say'],
    ['rhachet', 'run', '--skill'],
    ['rhachet', 'run'],
    ['rhachet'],
    ['rhachet', 'run', 'x,--skill', 'say'],
  ])('%j, which is no call of a target', async (...words) => {
    await learn();
    expect(await alone(words)).toMatchObject({ code: LEFT, stdout: '' });
  });

  it.each(['nope', '../say', '-x', 'a b', 'list', '$(touch hit)', ''])('rhx %j', async (slug) => {
    await learn();
    expect(await alone(['rhx', slug])).toMatchObject({ code: LEFT, stdout: '' });
  });

  it('a name that a second file would bear if it could run', async () => {
    repo.write({ [`${ROLE}/skills/sub/say`]: { text: ECHO, mode: 0o644 } });
    repo.age();
    await learn();
    expect(await alone(['rhx', 'say'])).toMatchObject({ code: LEFT });
    // Which no time shows.
    chmodSync(repo.path(`${ROLE}/skills/sub/say`), 0o755);
    expect(await call(['rhx', 'say'])).toMatchObject({ code: 127 });
  });

  it('a script that a shell cannot start by itself', async () => {
    repo.write({
      [`${ROLE}/skills/plain`]: { text: 'echo "plain $1"\n', mode: 0o755 },
      [`${ROLE}/skills/gone`]: '#!/nowhere/interpreter\n',
    });
    repo.age();
    await learn();
    expect(await alone(['rhx', 'plain', 'x'])).toMatchObject({ code: LEFT });
    expect(await call(['rhx', 'plain', 'x'])).toMatchObject({ code: 0, stdout: 'plain x\n' });
    expect(await call(['rhx', 'gone'])).toMatchObject({ code: 126 });
  });
});

/** Puts a directory in the place of another, with the times that it had. */
function swap(one: string, other: string): void {
  renameSync(one, `${one}.aside`);
  renameSync(other, one);
  renameSync(`${one}.aside`, other);
}

describe('a change is seen', () => {
  const double = `${ROLE.replace('any', 'two')}/skills/say.sh`;
  const changes: Record<string, [before: Files, change: () => void, code: number]> = {
    'a second one': [{}, () => repo.write({ [double]: ECHO }), 127],
    removed: [{}, () => rmSync(repo.path(`${ROLE}/skills/say.sh`)), 127],
    'not executable any more': [
      {},
      () => chmodSync(repo.path(`${ROLE}/skills/say.sh`), 0o644),
      126,
    ],
    'another program in the same file': [
      {},
      () => writeFileSync(repo.path(`${ROLE}/skills/say.sh`), '#!/nowhere\n'),
      126,
    ],
    'a role that is a link, turned to another with old times': [
      {
        [ROLE.replace('any', 'two')]: { link: '../../one' },
        'one/skills/x.sh': ECHO,
        'two/skills/say.sh': ECHO,
        next: { link: '../../two' },
      },
      () => swap(repo.path(ROLE.replace('any', 'two')), repo.path('next')),
      127,
    ],
    'a link outside, turned to another with old times': [
      {
        [`${ROLE.replace('any', 'two')}/skills`]: { link: '../../../current/skills' },
        current: { link: 'one' },
        next: { link: 'two' },
        'one/skills/x.sh': ECHO,
        'two/skills/say.sh': ECHO,
      },
      () => swap(repo.path('current'), repo.path('next')),
      127,
    ],
    'what a broken link leads to': [
      { [double]: { link: '../../../../lib/say' }, 'lib/file': '' },
      () => repo.write({ 'lib/say': ECHO }),
      127,
    ],
    'another .agent with old times': [
      { 'agent-b/repo=x/role=y/skills/say.sh': ECHO, 'agent-b/repo=x/role=z/skills/say.sh': ECHO },
      () => swap(repo.path('.agent'), repo.path('agent-b')),
      127,
    ],
  };

  it.each(Object.entries(changes))('%s', async (_, [before, change, code]) => {
    repo.write(before);
    repo.age();
    await learn();
    expect(await alone(['rhx', 'say'])).toMatchObject({ code: 0 });
    change();
    expect(await alone(['rhx', 'say'])).toMatchObject({ code: LEFT, stdout: '' });
    expect(await call(['rhx', 'say'])).toMatchObject({ code });
    // The second call may have a new index.
    expect(await call(['rhx', 'say'])).toMatchObject({ code });
  });

  it('a nearer .agent', async () => {
    await learn();
    repo.write({ 'sub/.agent/repo=x/role=y/skills/z.sh': ECHO });
    expect(await alone(['rhx', 'say'], { cwd: repo.path('sub/dir') })).toMatchObject({
      code: LEFT,
    });
    expect(await alone(['rhx', 'say'])).toMatchObject({ code: 0 });
  });

  it('no repository around it any more: a parent is not searched', async () => {
    await learn();
    rmSync(repo.path('.git'), { recursive: true });
    repo.age();
    expect(await alone(['rhx', 'say'], { cwd: repo.path('sub') })).toMatchObject({ code: LEFT });
    expect(await call(['rhx', 'say'], { cwd: repo.path('sub') })).toMatchObject({ code: 127 });
  });

  it('what has just been changed is not relied upon', async () => {
    const now = new Date();
    utimesSync(repo.path(ROLE), now, now);
    await learn();
    expect(() => statSync(indexOf(repo.dir))).toThrow('ENOENT');
  });
});

describe('an index is not read', () => {
  /** What would run if the index were believed. */
  const plant = (path: string): void => {
    mkdirSync(join(path, '..'), { recursive: true });
    const text = `rhachet_for='${repo.dir}' rhachet_shards='' rhachet_fresh=yes\ntouch '${repo.dir}/PLANTED'\n`;
    writeFileSync(path, text);
    const future = new Date(Date.now() + 3_600_000);
    utimesSync(path, future, future);
  };
  afterEach(() => expect(() => statSync(repo.path('PLANTED'))).toThrow('ENOENT'));

  it.skipIf(!isRoot)('that belongs to another user', async () => {
    await learn();
    plant(indexOf(repo.dir));
    chownSync(indexOf(repo.dir), 65_534, 65_534);
    expect(await alone(['rhx', 'say'])).toMatchObject({ code: LEFT });
    rmSync(indexOf(repo.dir));
    await learn();
    chownSync(join(cache, 'rhachet'), 65_534, 65_534);
    expect(await alone(['rhx', 'say'])).toMatchObject({ code: LEFT });
    expect(await call(['rhx', 'say'])).toMatchObject({ code: 0 });
  });

  it('of another format', async () => {
    plant(join(cache, `rhachet/0${repo.dir}/=index`));
    plant(join(cache, `rhachet/2${repo.dir}/=index`));
    expect(await alone(['rhx', 'say'])).toMatchObject({ code: LEFT });
  });

  it('that is planted in the project', async () => {
    plant(repo.path(`cache/rhachet/1${repo.dir}/=index`));
    const inside = { env: { XDG_CACHE_HOME: repo.path('cache') } };
    expect(await alone(['rhx', 'say'], inside)).toMatchObject({ code: LEFT });
    plant(repo.path(`.cache/rhachet/1${repo.dir}/=index`));
    const home = { env: { HOME: repo.dir, XDG_CACHE_HOME: undefined } };
    expect(await alone(['rhx', 'say'], home)).toMatchObject({ code: LEFT });
    expect(await call(['rhx', 'say'], home)).toMatchObject({ code: 0 });
    expect(() => statSync(repo.path('.cache/rhachet/1', repo.dir, '=index.new'))).toThrow('ENOENT');
  });

  it('of a project that moved', async () => {
    await learn();
    const moved = `${repo.dir}-moved`;
    renameSync(repo.dir, moved);
    expect(await alone(['rhx', 'say'], { cwd: moved })).toMatchObject({ code: LEFT });
    const { stdout } = await call(['rhx', 'say'], { cwd: moved });
    expect(stdout).toContain(`<${moved}/${ROLE}/skills/say.sh>`);
    renameSync(moved, repo.dir);
  });

  it('that holds anything but quoted literals', async () => {
    const names = [
      "it's",
      '$(touch PLANTED)',
      '`touch PLANTED`',
      'a;touch PLANTED',
      '*',
      '"',
      '\\',
    ];
    const files = names.map((name) => [`${ROLE}/skills/${name}/${name}.sh`, ECHO]);
    repo.write(Object.fromEntries(files) as Files);
    repo.age();
    await learn();
    expect(await alone(['rhx', 'say'])).toMatchObject({ code: 0 });
    for (const name of names) {
      expect(await alone(['rhx', name])).toMatchObject({ code: LEFT });
      expect(await call(['rhx', name])).toMatchObject({ code: 0 });
    }
    repo.write({ [`${ROLE}/skills/new\nline/x`]: ECHO });
    repo.age();
    await call(['rhx', 'say']);
    expect(await alone(['rhx', 'say'])).toMatchObject({ code: LEFT });
  });
});

it('64 calls at once, with no index and while it is written: every one right', async () => {
  const many = () => Promise.all(Array.from({ length: 64 }, () => call(['rhx', 'say', 'x'])));
  const isRight = ({ code, stdout, stderr }: Awaited<ReturnType<typeof call>>): boolean =>
    code === 0 && stderr === '' && stdout.includes('say.sh><x>');
  expect((await many()).filter((one) => !isRight(one))).toEqual([]);
  const calls = many();
  for (let at = 0; at < 20; at += 1) {
    repo.write({ [`${ROLE}/skills/new-${at}.sh`]: ECHO });
    repo.age();
    await learn();
  }
  expect((await calls).filter((one) => !isRight(one))).toEqual([]);
  expect(await alone(['rhx', 'new-19'])).toMatchObject({ code: 0 });
});

it('a large project has a file per name, written when the name is called', async () => {
  const skills = Array.from({ length: 310 }, (_, at) => [`${ROLE}/skills/s${at}.sh`, ECHO]);
  repo.write(Object.fromEntries(skills) as Files);
  repo.write({ [`${ROLE}/inits/a.sh`]: ECHO, [`${ROLE}/inits/a/b.sh`]: ECHO });
  repo.age();
  await learn();
  expect(await alone(['rhx', 'say'])).toMatchObject({ code: 0 });
  for (const words of [
    ['rhx', 's7'],
    ['rhachet', 'run', '--init', 'a'],
    ['rhachet', 'run', '--init', 'a/b'],
  ]) {
    expect(await alone(words)).toMatchObject({ code: LEFT });
    expect(await call(words)).toMatchObject({ code: 0 });
    expect(await alone(words)).toMatchObject({ code: 0 });
  }
  expect(await alone(['rhx', 'say'])).toMatchObject({ code: 0 });
  repo.write({ [`${ROLE}/skills/sub/s7.sh`]: ECHO });
  expect(await alone(['rhx', 's7'])).toMatchObject({ code: LEFT });
  expect(await call(['rhx', 's7'])).toMatchObject({ code: 127 });
});
