// Fifty shells at once on one daemon; with RHACHET_TEST_MESSAGES=10000 it is the test of an evening.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedBin } from '@rhachet/testing';
import { execa } from 'execa';
import { expect, it } from 'vitest';

const tt = installedBin('tt');
const bash = join(tt, '../../@rhachet/cmd-objects/bash/trash.bash');
const SHELLS = 50;
const MESSAGES = Number(process.env.RHACHET_TEST_MESSAGES ?? 200);

it('the total is right', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-shells-'));
  const env = {
    TT_SOCKET: join(dir, 'tt.sock'),
    TT_BIN: tt,
    SQLITE_JSON_DB: join(dir, 'objects.db'),
  };
  const shell = (script: string, ...words: string[]) =>
    execa('bash', ['-c', `source "$1"; shift\n${script}`, 'shell', bash, ...words], {
      cwd: dir,
      env,
      reject: false,
    });
  const id = (await shell('@ Counter new')).stdout;
  const script = `for ((i = 0; i < ${MESSAGES}; i++)); do @ -v value "$1" increment || exit 1; done`;
  const start = performance.now();
  const ended = await Promise.all(Array.from({ length: SHELLS }, () => shell(script, id)));
  const seconds = (performance.now() - start) / 1000;
  expect(ended.map(({ exitCode }) => exitCode)).toEqual(ended.map(() => 0));
  expect((await shell('@ "$1" getValue', id)).stdout).toBe(`${SHELLS * MESSAGES}`);
  console.log(`${Math.round((SHELLS * MESSAGES) / seconds)} messages per second`);
  await execa(tt, ['--kill'], { env });
  rmSync(dir, { recursive: true, force: true });
});
