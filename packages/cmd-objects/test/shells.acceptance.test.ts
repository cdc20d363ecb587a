// Shells at once on one daemon, as users have them: the packed program and the packed trash.bash.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertGate } from '@rhachet/perf-harness';
import { installedBin, run } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

const tt = installedBin('tt');
const bash = join(tt, '../../@rhachet/cmd-objects/bash/trash.bash');

let dir: string;
let env: Record<string, string>;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'rhachet-shells-'));
  env = { TT_SOCKET: join(dir, 'tt.sock'), TT_BIN: tt, SQLITE_JSON_DB: join(dir, 'objects.db') };
});
afterAll(async () => {
  await run([tt, '--kill'], { cwd: dir, env });
  rmSync(dir, { recursive: true, force: true });
});

/** Runs a script that has sourced trash.bash. */
const shell = (script: string, ...words: string[]) =>
  run(['bash', '-c', `source "$1"; shift\n${script}`, 'shell', bash, ...words], { cwd: dir, env });

it('@ starts the daemon; status, value, output and errors are those of the message', async () => {
  const { stdout, stderr, code } = await shell(
    'c=$(@ Counter new); @ "$c" increment; @ "$c" setStep: 5; @ "$c" increment; echo "$__"\n' +
      '@ Console print: hello; @ "$c" nope; echo "$? $_ERROR_TYPE"; @ -v x "$c" getValue; echo "<$x>"',
  );
  expect({ code, stdout: stdout.split('\n') }).toEqual({
    code: 0,
    stdout: ['1', '6', '6', 'hello', '1 MessageNotUnderstood', '<6>', ''],
  });
  expect(stderr).toMatch(/^Error: Method 'nope' not found in counter_\S+ or its superclasses\n$/);
});

it('eight shells with a thousand messages each: nothing is lost', async () => {
  const { stdout } = await shell('@ Counter new');
  const id = stdout.trim();
  const script = 'for ((i = 0; i < 1000; i++)); do @ -v value "$1" increment || exit 1; done';
  const ended = await Promise.all(Array.from({ length: 8 }, () => shell(script, id)));
  expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    ended.map(() => ({ code: 0, stderr: '' })),
  );
  expect((await shell('@ "$1" getValue', id)).stdout).toBe('8000\n');
  // What the daemon has, a process of its own sees too.
  const alone = await run([installedBin('rhachet'), 'send', id, 'getValue'], { cwd: dir, env });
  expect(alone.stdout).toBe('8000\n');
});

it('two daemons on one database: what either acknowledged is there, the rest was refused', async () => {
  const id = (await shell('@ Counter new')).stdout.trim();
  const script = `export TT_SOCKET=$2; done=0
    for ((i = 0; i < 300; i++)); do
      if @ -v value "$1" increment; then done=$((done + 1)); else echo "$_ERROR_TYPE"; fi
    done 2>/dev/null; echo "$done"; "$TT_BIN" --kill >/dev/null`;
  const ended = await Promise.all(
    ['one', 'other'].map((name) => shell(script, id, join(dir, `${name}.sock`))),
  );
  const lines = ended.flatMap(({ stdout }) => stdout.trim().split('\n'));
  const acknowledged = lines.filter((line) => /^\d+$/.test(line)).map(Number);
  expect(new Set(lines.filter((line) => !/^\d+$/.test(line)))).toEqual(
    new Set(lines.includes('ConflictError') ? ['ConflictError'] : []),
  );
  expect((await shell('@ "$1" getValue', id)).stdout).toBe(
    `${acknowledged.reduce((sum, count) => sum + count, 0)}\n`,
  );
});

it('send Counter description through the daemon costs at most 100 ms', async () => {
  await assertGate({
    name: 'send Counter description, with the daemon',
    command: [installedBin('rhachet'), 'send', 'Counter', 'description'],
    direct: ['echo', 'A simple counter'],
    env: { ...process.env, ...env },
  });
});
