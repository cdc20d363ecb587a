// objects compile, as a user runs it: what is written, what is said of it, and that a TypeScript module runs.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bunPath } from '@rhachet/build';
import { hasTool, installedBin, run } from '@rhachet/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const rhachet = installedBin('rhachet');

const ACCOUNT = `Account subclass: Object
  instanceVars: balance:0
  method: deposit: amount [ balance := balance + amount. ^ balance ]
  method: describe [ ^ "balance $balance" ]
  rawMethod: today [ date +%Y ]
`;

let dir: string;
beforeAll(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'rhachet-compile-')));
  symlinkSync(dirname(dirname(rhachet)), join(dir, 'node_modules'));
  writeFileSync(join(dir, 'Account.trash'), ACCOUNT);
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

const compile = (...args: string[]) =>
  run([rhachet, 'objects', 'compile', 'Account.trash', ...args], { cwd: dir });

describe('objects compile', () => {
  it('--target ts writes a module that runs', async () => {
    const { code, stdout, stderr } = await compile('--target', 'ts', '--output', 'made');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'made/Account.ts\n' });
    expect(stderr).toBe(
      'Account deposit:: typescript: all of it is in the language\n' +
        'Account describe: typescript: all of it is in the language\n' +
        'Account today: bash: raw method\n',
    );
    const script = `import { Runtime } from '@rhachet/cmd-objects';
      import account from './made/Account.ts';
      const runtime = Runtime.open({ database: ':memory:' });
      runtime.define(account);
      const one = runtime.send('Account', 'new');
      runtime.send(one, 'deposit:', 5);
      console.log(runtime.send(one, 'describe'));`;
    writeFileSync(join(dir, 'use.ts'), script);
    const printed = execFileSync(bunPath(), ['use.ts'], { cwd: dir, encoding: 'utf8' });
    expect(printed).toBe('balance 5\n');
  });

  it('and that TypeScript takes', async () => {
    await compile('--target', 'ts', '--output', 'made');
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: 'es2022',
      module: 'nodenext',
      skipLibCheck: true,
      types: [],
    };
    writeFileSync(join(dir, 'package.json'), '{"type":"module"}');
    writeFileSync(
      join(dir, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, include: ['made/*.ts'] }),
    );
    const tsc = join(import.meta.dirname, '../../../node_modules/.bin/tsc');
    expect(await run([tsc, '-p', '.'], { cwd: dir })).toMatchObject({ code: 0, stdout: '' });
  });

  it('--target c writes what a strict compiler takes', async ({ skip }) => {
    if (!hasTool('gcc')) skip('gcc is not installed');
    const { code, stderr } = await compile('--target', 'c', '--output', 'made');
    expect(code).toBe(0);
    expect(stderr).toContain('Account deposit:: c: all of it has a form in C\n');
    expect(stderr).toContain('Account describe: interpreter: line 4: a text is put together');
    const header = await run([rhachet, 'objects', 'headers'], { cwd: dir });
    writeFileSync(join(dir, 'made/libtrashtalk.h'), header.stdout);
    const flags = ['-Wall', '-Wextra', '-Werror', '-pedantic', '-std=c11', '-shared', '-fPIC'];
    execFileSync('gcc', [...flags, '-I.', '-o', 'Account.so', 'Account.c', '-lm'], {
      cwd: join(dir, 'made'),
    });
  });

  it('--strict is an error for what stays behind, and writes nothing', async () => {
    const { code, stderr } = await compile('--target', 'ts', '--strict', '--output', 'none');
    expect(code).toBe(65);
    expect(existsSync(join(dir, 'none'))).toBe(false);
    expect(stderr).toContain('one method of Account.trash cannot be compiled as a whole');
    expect(stderr).toContain('Account today: bash: raw method');
  });

  it('--json says the same to programs', async () => {
    const { stdout } = await compile('--target', 'c', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'Account',
      file: 'Account.c',
      path: null,
      text: expect.stringContaining('TT_PLUGIN') as string,
      methods: [
        { name: 'Account deposit:', line: 3, side: 'instance', runsIn: 'c', isNative: true },
        { name: 'Account describe', runsIn: 'interpreter', isNative: false },
        { name: 'Account today', runsIn: 'bash', isNative: false },
      ],
    });
  });

  it('an unknown target, and a trait in C', async () => {
    expect(await compile('--target', 'go')).toMatchObject({ code: 64 });
    writeFileSync(join(dir, 'Loud.trash'), 'Loud trait\n  method: x [ ^ 1 ]\n');
    const trait = await run([rhachet, 'objects', 'compile', 'Loud.trash', '--target', 'c'], {
      cwd: dir,
    });
    expect(trait).toMatchObject({ code: 65 });
    expect(trait.stderr).toContain('Loud.trash is a trait');
  });
});
