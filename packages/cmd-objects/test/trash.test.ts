// `bash/trash.bash` in real shells, against daemons of counters: one on Node in this process, and processes on Bun.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bunPath } from '../../../internal/build/bun-path.mjs';
import { databasePath } from '../src/commands/places.ts';
import { killDaemon, statusOf } from '../src/daemon/control.ts';
import { type Daemon, startDaemon } from '../src/daemon/daemon.ts';
import { socketPath } from '../src/daemon/path.ts';
import { CounterRuntime } from './counter-runtime.ts';

const here = (path: string): string => new URL(path, import.meta.url).pathname;
const TRASH = here('../bash/trash.bash');
const dir = mkdtempSync(join(tmpdir(), 'trash-test-'));
const temporary = join(dir, 'tmp');
mkdirSync(temporary);
const tt = join(dir, 'tt');
writeFileSync(tt, `#!/bin/sh\nexec '${bunPath()}' '${here('serve-counters.ts')}' "$@"\n`);
chmodSync(tt, 0o755);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Ran {
  out: string;
  err: string;
  code: number | null;
}

function bash(socket: string, text: string, env: Record<string, string> = {}): Promise<Ran> {
  const child = spawn('bash', ['-c', `source '${TRASH}'\n${text}`], {
    cwd: dir,
    env: { ...process.env, TT_SOCKET: socket, TT_BIN: tt, TMPDIR: temporary, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ran: Ran = { out: '', err: '', code: null };
  child.stdout.on('data', (bytes: Buffer) => (ran.out += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (ran.err += bytes.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ ...ran, code })));
}

const HOSTILE = `$(touch pwned)\`touch pwned\`"; touch pwned\n\\ é😀 *\t'`;
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

interface Case {
  name: string;
  text: string;
  out?: string;
  err?: string;
  code?: number;
  env?: Record<string, string>;
}

const CASES: Case[] = [
  {
    name: 'prints a value, keeps it in $__, and puts it into a variable',
    text: '@ c increment; @ c increment >/dev/null; @ -v v c incrementBy: 40; echo "$v $__ $(@ c getValue)"',
    out: '1\n42 42 42\n',
  },
  { name: 'joins keywords', text: '@ Counter join: a b', out: 'a|b\n' },
  {
    name: 'passes on what is printed',
    text: '@ -v v Counter shout; echo "<$v>"',
    out: 'out\n<v>\n',
    err: 'err\n',
  },
  { name: 'prints nothing for nil', text: '@ Counter nothing; echo "<$__>"', out: '<>\n' },
  {
    name: 'tells of an error',
    text: '@ Counter fail || echo "$? $_ERROR_TYPE|$_ERROR_MSG|$_ERROR_STACK"; @ Counter nothing; echo "<$_ERROR_TYPE$_ERROR_STACK>"',
    out: '1 MyErr|bad thing|Counter.MyErr\n<>\n',
    err: 'Unhandled error: MyErr: bad thing\n  at Counter.MyErr\n',
  },
  {
    name: 'says nothing of a status alone',
    text: "_tt_fail '' ''; _tt_fail '' why",
    err: 'Error: why\n',
  },
  {
    name: 'tells of an unknown class and selector',
    text: '@ Nope new; echo $?; @ Counter nope',
    out: '1\n',
    err: "Error: Class file not found: Nope\nError: Method 'nope' not found in Counter\n",
    code: 1,
  },
  {
    name: 'wants a receiver and a selector',
    text: '@ Counter',
    err: 'Error: @ needs a receiver and a selector\n',
    code: 1,
  },
  {
    name: 'takes the name of a variable only',
    text: "@ -v 'x[$(touch pwned)]' Counter nothing",
    err: 'Error: @ -v needs the name of a variable\n',
    code: 1,
  },
  {
    name: 'runs nothing that is data',
    text: `@ Counter echo: ${quoted(HOSTILE)}; @ ${quoted(HOSTILE)} ${quoted(HOSTILE)} 2>/dev/null || echo refused`,
    out: `${HOSTILE}\nrefused\n`,
  },
  {
    name: 'works under strict options and an odd IFS',
    text: 'set -euo pipefail -f; IFS=0123456789; @ c increment; x=$(@ c getValue); echo "$x"; @ Counter shout; @ Counter direct: \'echo "$given"\' 5; @ Counter fail || echo on; @ Counter fail; echo no',
    out: '43\n43\nout\nv\n5\non\n',
    err: 'err\nUnhandled error: MyErr: bad thing\n  at Counter.MyErr\nUnhandled error: MyErr: bad thing\n  at Counter.MyErr\n',
    code: 1,
  },
  {
    name: 'runs a direct method in this shell',
    text: 'x=1; @ Counter direct: \'x=$((x + $1)); echo "$_RECEIVER $given"\' 5; echo $x; y=$(@ Counter direct: \'x=9; echo hi\'); echo "$y $x"; @ -v z Counter direct: \'x=7; echo hi\'; echo "$z $x"',
    out: 'Counter 5\n6\nhi 6\nhi 7\n',
  },
  {
    name: 'gives it what methods have',
    text: '@ Counter direct: \'_ivar value; _ivar_set value 6; _ivar value; kv_set a b; kv_get a; _conforms_to Counter Countable && echo yes; @ self echo: me; _ensure "echo clean"; _throw Bad thing || return; echo no\'; echo "$? $_ERROR_TYPE"',
    out: '5\n6\nb\nyes\nme\nclean\n1 Bad\n',
    err: 'Error: thing\n',
  },
  {
    name: 'does not mix what its subshells say',
    text: 'for i in 1 2 3 4 5 6; do (for j in 1 2 3 4 5 6 7 8; do x=$(@ Counter echo: "$i$j"); [[ $x == "$i$j" ]] || echo "wrong $x"; done) & done; for j in {1..30}; do @ -v x Counter echo: "m$j"; [[ $x == "m$j" ]] || echo "wrong $x"; done; wait; echo end',
    out: 'end\n',
  },
  {
    name: 'works in a pipeline whose end is this shell',
    text: 'set +m; shopt -s lastpipe; { for i in 1 2 3 4 5; do @ Counter echo: "$i"; done; } | while read -r n; do @ Counter echo: "n$n"; done',
    out: 'n1\nn2\nn3\nn4\nn5\n',
  },
  {
    name: 'takes no alias for a command',
    text: `shopt -s expand_aliases; alias mkdir='echo no' rm='echo no' mkfifo='echo no'; source '${TRASH}'; @ Counter echo: y`,
    out: 'y\n',
  },
  {
    name: 'works on both sides of a pipeline',
    text: '{ @ Counter echo: 1; @ Counter echo: 2; } | while read -r n; do @ Counter echo: "n$n"; done',
    out: 'n1\nn2\n',
  },
  {
    name: 'forgets the answer that a killed subshell did not take',
    text: '@ Counter nothing; printf "5\\0send\\0007\\0000\\0Counter\\0nothing\\0" >&"$_tt_to"; @ Counter echo: y; @ Counter echo: z',
    out: 'y\nz\n',
  },
  {
    name: 'does not wait for ever for one that holds the connection',
    text: '@ Counter nothing; (read -r -N 1 -u "$_tt_mutex" x); x=$(@ Counter echo: y); echo "$x"',
    out: 'y\n',
  },
  {
    name: 'carries much',
    text: 'printf -v x %s {1..30000}; @ -v y Counter echo: "$x"; [[ $x == "$y" ]] && echo "${#y}"',
    out: '138894\n',
  },
  {
    name: 'refuses what is too much, and goes on',
    text: 'printf -v x %s {1..200000}; @ Counter echo: "$x" || @ -v y Counter echo: "${x:0:900000}"; echo "${#y}"; @ Counter echo: z; [[ ${!-} == "$_tt_bang" ]] && echo quick',
    out: '900000\nz\nquick\n',
    err: 'Error: a message has at most 1048576 bytes\n',
  },
  {
    name: 'counts as the locale does',
    text: 'LC_ALL=C; @ -v x Counter echo: é€😀; LC_ALL=C.UTF-8; @ -v y Counter echo: "$x"; echo "$y"',
    out: 'é€😀\n',
    env: { LC_ALL: 'C.UTF-8' },
  },
  {
    name: 'the same from the other side',
    text: '@ -v x Counter echo: é€😀; LC_ALL=C.UTF-8; @ -v y Counter echo: "$x"; echo "$y"',
    out: 'é€😀\n',
    env: { LC_ALL: 'C' },
  },
  {
    name: 'survives garbage',
    text: '@ Counter nothing; printf "x\\0y\\0" >&"$_tt_to"; @ Counter echo: y 2>/dev/null || @ Counter echo: y',
    out: 'y\n',
  },
  {
    name: 'may be sourced twice',
    text: `@ c increment >/dev/null; source '${TRASH}'; @ Counter echo: y`,
    out: 'y\n',
  },
  {
    name: 'does not wait for the daemon inside of the daemon',
    text: '@ Counter nothing',
    env: { TRASHTALK_DISABLE_NATIVE: '1' },
    err: 'Error: a method of the daemon cannot wait for the daemon: send with the @ of the method itself\n',
    code: 1,
  },
  {
    name: 'leaves only documented names',
    text: `comm -13 <(bash -c 'compgen -v' | sort) <(@ Counter nothing; @ -v BASH_ENV Counter nothing; compgen -v | sort) | grep -v '^_tt_\\|^BASH\\|^PIPESTATUS' | tr '\\n' ' '`,
    out: '_ERROR_MSG _ERROR_STACK _ERROR_TYPE __ ',
  },
];

const check = async (
  socket: string,
  { text, out = '', err = '', code = 0, env }: Case,
): Promise<void> => {
  expect(await bash(socket, text, env)).toEqual({ out, err, code });
};

describe('a shell and a daemon on Node', () => {
  const socket = join(dir, 'node.sock');
  let daemon: Daemon;
  beforeAll(async () => {
    const runtime = new CounterRuntime();
    runtime.counters.set('c', 0);
    daemon = await startDaemon({ socket, open: () => runtime });
  });
  afterAll(() => daemon.stop());
  it.each(CASES)('$name', (one) => check(socket, one));
  it('has run nothing, and left nothing behind', () => {
    expect(existsSync(join(dir, 'pwned'))).toBe(false);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('a shell and a daemon on Bun', () => {
  const socket = join(dir, 'bun.sock');
  afterAll(() => killDaemon(socket));
  const COUNTER = '@ -v c Counter new; ';

  it('starts it, once for eight shells', async () => {
    const text = `${COUNTER} for n in {1..50}; do @ -v v "$c" increment; done; echo "$v"`;
    const ran = await Promise.all(Array.from({ length: 8 }, () => bash(socket, text)));
    for (const one of ran) expect(one).toEqual({ out: '50\n', err: '', code: 0 });
    expect(await statusOf(socket)).toMatchObject({ running: true });
  });

  it('comes through its restart', async () => {
    const text = `${COUNTER} @ "$c" increment; kill -9 $(<"$TT_SOCKET.pid"); while kill -0 $(<"$TT_SOCKET.pid") 2>/dev/null; do :; done
      @ Counter echo: back; @ Counter die; @ Counter echo: again`;
    expect(await bash(socket, text)).toEqual({
      out: '1\nback\nagain\n',
      err: 'Error: the daemon went away before it answered; the message may have been received\n',
      code: 0,
    });
  });

  it('sends to methods in bash, which send in turn', async () => {
    const raw = `x=$(@ self increment); @ self increment >/dev/null; @ -v y self getValue; echo "$x $y $1"; echo e >&2; mine=$((mine + 1)); @ Counter raw: 'echo "deep $mine"'`;
    const text = `${COUNTER} @ "$c" raw: ${quoted(raw)} a; @ "$c" raw: '_throw Bad thing' || echo "$_ERROR_TYPE"; @ "$c" raw: 'exit 3; echo no'; @ "$c" raw: 'echo "$mine"'`;
    expect(await bash(socket, text)).toEqual({
      out: '1 2 a\ndeep 1\nBad\n1\n',
      err: 'e\nUnhandled error: Bad: thing\n  at Counter.Bad\n',
      code: 0,
    });
  });

  it('works where its shell is', async () => {
    const text = `${COUNTER} where='echo "\${PWD##*/}"'; mkdir -p a/b gone; cd a; @ "$c" raw: "$where"; (cd b; @ "$c" raw: "$where; @ self raw: '$where'")
      @ "$c" raw: "cd /; @ self raw: pwd"; @ "$c" raw: "$where"; cd ../gone; rmdir ../gone; @ "$c" getValue; cd ..; @ "$c" getValue`;
    const { out, err, code } = await bash(socket, text);
    expect(out).toBe('a\nb\nb\n/\na\n0\n');
    expect(err).toMatch(/^Error: cannot enter your directory '.*gone': ENOENT\n$/);
    expect(code).toBe(0);
  });

  it('has right totals from eight shells at once', async () => {
    const text =
      '@ -v id Counter echo: "$GIVEN"; for n in {1..200}; do @ "$id" increment; done >/dev/null; for n in {1..5}; do x=$(@ "$id" increment); done; echo done';
    const made = await bash(socket, '@ Counter new');
    const ran = await Promise.all(
      Array.from({ length: 8 }, () => bash(socket, text, { GIVEN: made.out.trim() })),
    );
    expect(ran.map(({ out, err }) => out + err)).toEqual(Array(8).fill('done\n'));
    expect(await bash(socket, `@ ${made.out.trim()} getValue`)).toEqual({
      out: '1640\n',
      err: '',
      code: 0,
    });
  });

  it('does not hang when the daemon ends under a large message', async () => {
    const text = `@ Counter nothing; pid=$(<"$TT_SOCKET.pid"); printf -v x %s {1..100000}; kill -STOP "$pid"
      { until (($(pgrep -c -P $$) > 1)); do :; done; kill -9 "$pid"; } & disown
      @ Counter echo: "$x"; @ Counter echo: on`;
    expect(await bash(socket, text)).toEqual({
      out: 'on\n',
      err: 'Error: the daemon went away before it answered; the message may have been received\n',
      code: 0,
    });
  });

  it('keeps others waiting no longer than a method in bash may take', async () => {
    const one = join(dir, 'patient.sock');
    const env = { TRASHTALK_TIMEOUT: '1' };
    const made = await bash(one, '@ Counter new', env);
    const GIVEN = made.out.trim();
    const [slow, other] = await Promise.all([
      bash(one, '@ Counter raw: "touch began; sleep 1000"; echo "$_ERROR_TYPE"', env),
      bash(one, 'until [[ -e began ]]; do :; done; @ "$GIVEN" increment', { ...env, GIVEN }),
    ]);
    expect(slow).toEqual({
      out: 'ShellError\n',
      err: 'Unhandled error: ShellError: bash took longer than 1 s\n  at Counter.ShellError\n',
      code: 0,
    });
    expect(other).toEqual({ out: '1\n', err: '', code: 0 });
    await killDaemon(one);
  });

  it('says when there is none to start', async () => {
    const none = join(dir, 'none.sock');
    const bare = { PATH: '/usr/bin:/bin', TT_BIN: '' };
    const alone = join(dir, 'trash.bash');
    copyFileSync(TRASH, alone);
    const text = `source '${alone}'; @ Counter new; echo "$? $_ERROR_TYPE"`;
    expect(await bash(none, text, bare)).toEqual({
      out: '1 ConnectionError\n',
      err: 'Error: no daemon runs, and there is no tt to start one (PATH, or TT_BIN)\n',
      code: 0,
    });
  });

  it('leaves nothing behind', async () => {
    await killDaemon(socket);
    // The bash of its methods takes its directory away when it reads that the daemon has gone.
    while (readdirSync(temporary).some((name) => name.startsWith('tt-bash-'))) spawnSync('true');
    expect(readdirSync(temporary)).toEqual([]);
  });
});

it('is accepted by shellcheck', ({ skip }) => {
  const ran = spawnSync('shellcheck', [TRASH, here('../bash/worker.bash')], { encoding: 'utf8' });
  if (ran.error) skip('shellcheck is not installed');
  expect(ran.stdout).toBe('');
});

describe('the place of the socket is that of the daemon', () => {
  const cases: Record<string, string>[] = [
    { TT_SOCKET: '/a/b' },
    { XDG_RUNTIME_DIR: '/run/x' },
    {},
    { SQLITE_JSON_DB: '/data/objects.db', TRASHDIR: '/classes' },
    { SQLITE_JSON_DB: 'here.db' },
    { SQLITE_JSON_DB: '/dätä/ü.db', TRASHTALK_ROOT: "/it's" },
    { XDG_DATA_HOME: '/data', TRASHTALK_DIR: '/root' },
  ];
  const NONE = Object.fromEntries(
    ['TT_SOCKET', 'XDG_RUNTIME_DIR', 'SQLITE_JSON_DB', 'XDG_DATA_HOME', 'TRASHDIR'].map((name) => [
      name,
      '',
    ]),
  );
  it.each(cases)('%j', async (given) => {
    const env = { ...NONE, TRASHTALK_ROOT: '', TRASHTALK_DIR: '', HOME: '/home/ann', ...given };
    const { GIVEN = '' } = { GIVEN: given.TT_SOCKET };
    const { out } = await bash('', 'TT_SOCKET=$GIVEN; _tt_socket; echo "$_tt_path"', {
      ...env,
      GIVEN,
    });
    const database = databasePath({}, env).replace(/^.*\/here\.db$/, join(dir, 'here.db'));
    expect(out).toBe(`${socketPath(database, env)}\n`);
  });
});
