// The packed program with plugins in C, as a user has them: one-shot messages, and shells on a daemon.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bunPath } from '@rhachet/build';
import { hasTool, installedBin, type Result, run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourceOf } from './native-plugins.ts';

const rhachet = installedBin('rhachet');
const tt = installedBin('tt');
const bash = join(tt, '../../@rhachet/cmd-objects/bash/trash.bash');
const hasCompiler = hasTool('gcc');

let dir: string;
let env: Record<string, string>;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rhachet-native-'));
  env = {
    TT_SOCKET: join(dir, 'tt.sock'),
    TT_BIN: tt,
    SQLITE_JSON_DB: join(dir, 'objects.db'),
    TRASHDIR: join(dir, 'classes'),
  };
  mkdirSync(join(dir, 'classes'));
  if (!hasCompiler) return;
  writeFileSync(join(dir, 'libtrashtalk.h'), (await call(rhachet, 'objects', 'headers')).stdout);
  const built = await call(
    ...['gcc', '-Wall', '-Wextra', '-Werror', '-pedantic', '-std=c11', '-shared', '-fPIC'],
    ...[`-I${dir}`, '-o', join(dir, 'classes/Counter.so'), sourceOf('Counter')],
  );
  expect(built).toMatchObject({ code: 0, stderr: '' });
});
afterAll(async () => {
  await call(tt, '--kill');
  rmSync(dir, { recursive: true });
});

const call = (...words: string[]): Promise<Result> => run(words, { cwd: dir, env });

describe.skipIf(!hasCompiler)(`plugins in C${hasCompiler ? '' : ': gcc is not installed'}`, () => {
  it('answer a message of the command line, and say where they run', async () => {
    const sent = await call(rhachet, 'send', 'Counter', 'description');
    expect(sent).toMatchObject({ code: 0, stdout: 'a counter in C\n', stderr: '' });
    const explained = await call(rhachet, 'objects', 'explain', 'Counter', 'increment');
    expect(explained.stdout).toContain('native: C: Counter.so');
  });

  it('answer shells on a daemon, and are shown', async () => {
    const script =
      'source "$1"; @ -v c Counter new; @ "$c" increment; d=$(@ Counter new); @ "$c" tell: "$d" to: incrementBy: with: 41; @ "$d" increment';
    const { stdout, stderr } = await call('bash', '-c', script, 'shell', bash);
    expect({ stdout, stderr }).toEqual({ stdout: '1\n41\n42\n', stderr: '' });
    const { stdout: plugins } = await call(
      tt,
      '--socket',
      env.TT_SOCKET ?? '',
      '--inspect',
      'plugins',
    );
    expect(JSON.parse(plugins)).toMatchObject([
      { version: 1, classes: ['Counter'], refused: null },
    ]);
    const { stdout: refs } = await call(tt, '--socket', env.TT_SOCKET ?? '', '--inspect', 'refs');
    expect(JSON.parse(refs)).toEqual([]);
  });

  it('are found in a directory of their own', async () => {
    const line = '{"class":"Counter","instance":"","selector":"description","args":[]}\n';
    const { stdout } = await run([tt, '--plugin-dir', 'classes'], {
      ...{ cwd: dir, input: line },
      env: { ...env, TRASHDIR: join(dir, 'none') },
    });
    expect(JSON.parse(stdout)).toMatchObject({ exit_code: 0, result: 'a counter in C' });
  });

  it('answer a program on Bun that has the library', async () => {
    const script = `import { Runtime } from '@rhachet/cmd-objects';
      const runtime = Runtime.open({ database: ':memory:', classDirectories: ['classes'] });
      const counter = runtime.send('Counter', 'new');
      runtime.send(counter, 'increment');
      console.log(runtime.send(counter, 'increment'));
      runtime.close();`;
    writeFileSync(join(dir, 'program.mjs'), script);
    symlinkSync(join(tt, '../..'), join(dir, 'node_modules'));
    const ran = await call(bunPath(), 'program.mjs');
    expect(ran).toMatchObject({ code: 0, stdout: '2\n', stderr: '' });
  });

  it('are one clear line on Node', async () => {
    const { code, stderr } = await run([rhachet, 'send', 'Counter', 'description'], {
      cwd: dir,
      env: {
        ...env,
        TT_SOCKET: join(dir, 'none.sock'),
        RHACHET_ENGINE: 'node',
        SQLITE_JSON_DB: join(dir, 'n.db'),
      },
    });
    expect(code).toBe(1);
    expect(stderr).toContain('plugins in C need Bun, and this is Node');
  });
});
