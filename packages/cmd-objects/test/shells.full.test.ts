// Many shells at once on one daemon; with RHACHET_TEST_MESSAGES=10000 it is the test of an evening.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedBin } from '@rhachet/testing';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';

const tt = installedBin('tt');
const bash = join(tt, '../../@rhachet/cmd-objects/bash/trash.bash');
const FEW = 8;
const MANY = 50;
const MESSAGES = Number(process.env.RHACHET_TEST_MESSAGES ?? 200);

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

// Connected before the clock runs: starting a shell costs as much as a hundred messages.
const SENDER = `@ -v value "$1" getValue && echo ready && read -r
for ((i = 0; i < $2; i++)); do @ -v value "$1" increment || exit 1; done`;

/** Messages per second of all shells together; right to the last one. */
async function rateOf(shells: number, messages: number): Promise<number> {
  const id = (await shell('@ Counter new')).stdout;
  const senders = Array.from({ length: shells }, () => shell(SENDER, id, String(messages)));
  await Promise.all(senders.map(({ stdout }) => new Promise((said) => stdout.once('data', said))));
  const start = performance.now();
  for (const { stdin } of senders) stdin.end('\n');
  const ended = await Promise.all(senders);
  const seconds = (performance.now() - start) / 1000;
  expect(ended.map(({ exitCode }) => exitCode)).toEqual(ended.map(() => 0));
  expect((await shell('@ "$1" getValue', id)).stdout).toBe(`${shells * messages}`);
  return (shells * messages) / seconds;
}

beforeAll(() => shell('@ Counter description'));

afterAll(async () => {
  await execa(tt, ['--kill'], { env });
  rmSync(dir, { recursive: true, force: true });
});

it('many shells get as much done as a few, and the totals are right', async () => {
  const few = await rateOf(FEW, 1000);
  const many = await rateOf(MANY, MESSAGES);
  console.log(
    `${FEW} shells: ${Math.round(few)} messages per second; ${MANY}: ${Math.round(many)}`,
  );
  // Half: shells that wait for a processor have to fill its caches anew for each message.
  expect(many).toBeGreaterThan(few / 2);
});
