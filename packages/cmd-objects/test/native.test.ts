// Plugins in C, compiled here and run on Bun: the only engine that can call C.
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bunPath } from '@rhachet/build';
import { hasTool } from '@rhachet/testing';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHIM_SOURCE } from '../src/native/shim-text.ts';
import { openedIn } from './native-cases.ts';
import { compilePlugin, pluginDirectory } from './native-plugins.ts';

const hasCompiler = hasTool('gcc');
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

let dir: string;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'rhachet-native-'));
  if (hasCompiler) await pluginDirectory(dir);
});
afterAll(() => rmSync(dir, { recursive: true }));

interface Ran {
  readonly name: string;
  readonly failure: string | null;
}

describe.skipIf(!hasCompiler)(`plugins in C${hasCompiler ? '' : ': gcc is not installed'}`, () => {
  it('on Bun', async () => {
    const script = here('native-on-bun.ts');
    const { stdout } = await execa(bunPath(), ['--conditions=@rhachet/source', script, dir]);
    const cases = stdout.split('\n').map((line) => JSON.parse(line) as Ran);
    expect(cases.length).toBeGreaterThan(15);
    expect(cases.filter(({ failure }) => failure !== null)).toEqual([]);
  });

  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'on a machine without a compiler, where Bun builds the shim in memory',
    async () => {
      const path = join(dir, 'tools');
      mkdirSync(path);
      for (const tool of ['bash', 'sh', 'cat', 'chmod', 'mkdir', 'mkfifo', 'rm'])
        symlinkSync(execFileSync('which', [tool], { encoding: 'utf8' }).trim(), join(path, tool));
      const env = { PATH: path, HOME: dir, XDG_CACHE_HOME: join(dir, 'empty-cache') };
      const script = here('native-on-bun.ts');
      const args = ['--conditions=@rhachet/source', script, dir];
      const { stdout } = await execa(bunPath(), args, { env, extendEnv: false });
      const cases = stdout.split('\n').map((line) => JSON.parse(line) as Ran);
      expect(cases.length).toBeGreaterThan(15);
      expect(cases.filter(({ failure }) => failure !== null)).toEqual([]);
      expect(readdirSync(join(dir, 'empty-cache/rhachet/objects'))).toEqual([]);
    },
  );

  it('compile as C++, too', async () => {
    await compilePlugin('Counter', { dir, flags: ['-x', 'c++', '-std=c++17'] });
  });

  it('the plugin of the page compiles without a warning', async () => {
    const page = readFileSync(here('../docs/plugins.md'), 'utf8');
    const source = /```c\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    writeFileSync(join(dir, 'Tally.c'), source);
    const flags = ['-Wall', '-Wextra', '-Werror', '-pedantic', '-std=c11', '-shared', '-fPIC'];
    await execa('gcc', [...flags, '-Iinclude', '-o', 'Tally.so', 'Tally.c'], { cwd: dir });
  });

  it('on Node: one line that says so, and class files without their part in C', () => {
    const { send, close } = openedIn(dir);
    expect(() => send('Counter', 'description')).toThrow('plugins in C need Bun');
    expect(send('Mixed', 'about')).toBe('of the file');
    close();
  });
});

it('the shim in the bundle is that of native/', () => {
  const files = readdirSync(here('../native')).sort();
  const texts = files.map((name) => readFileSync(here(`../native/${name}`), 'utf8'));
  expect(SHIM_SOURCE).toBe(texts.join('\n'));
});

it('only the guard makes callbacks, and only bun:ffi those of C', () => {
  const files = readdirSync(here('../src/native')).filter((name) => name.endsWith('.ts'));
  const making = files.filter((name) =>
    readFileSync(here(`../src/native/${name}`), 'utf8').includes('new JSCallback('),
  );
  expect(making).toEqual(['bun-ffi.ts']);
});
