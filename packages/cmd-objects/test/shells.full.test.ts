// Fifty shells with ten thousand messages each, on one daemon.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedBin, run } from '@rhachet/testing';
import { expect, it } from 'vitest';

const tt = installedBin('tt');
const bash = join(tt, '../../@rhachet/cmd-objects/bash/trash.bash');
const SHELLS = 50;
const MESSAGES = 10_000;

it('the total is right', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-shells-'));
  const env = {
    TT_SOCKET: join(dir, 'tt.sock'),
    TT_BIN: tt,
    SQLITE_JSON_DB: join(dir, 'objects.db'),
  };
  const shell = (script: string, ...words: string[]) =>
    run(['bash', '-c', `source "$1"; shift\n${script}`, 'shell', bash, ...words], {
      cwd: dir,
      env,
    });
  const id = (await shell('@ Counter new')).stdout.trim();
  const script = `for ((i = 0; i < ${MESSAGES}; i++)); do @ -v value "$1" increment || exit 1; done`;
  const start = performance.now();
  const ended = await Promise.all(Array.from({ length: SHELLS }, () => shell(script, id)));
  const seconds = (performance.now() - start) / 1000;
  expect(ended.map(({ code }) => code)).toEqual(ended.map(() => 0));
  expect((await shell('@ "$1" getValue', id)).stdout).toBe(`${SHELLS * MESSAGES}\n`);
  console.log(`${Math.round((SHELLS * MESSAGES) / seconds)} messages per second`);
  await run([tt, '--kill'], { env });
  rmSync(dir, { recursive: true, force: true });
});
