// Both engines say the same of what is there and what is not.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bunPath } from '@rhachet/build';
import { expect, it } from 'vitest';
import { exists } from './exists.node.ts';

it('a file, an empty one, a directory and a socket are there; nothing else is', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'rhachet-exists-'));
  const names = ['file', 'empty', 'dir', 'socket', 'none', 'file/below', 'none/below'];
  const paths = names.map((name) => join(dir, name));
  writeFileSync(join(dir, 'file'), 'x');
  writeFileSync(join(dir, 'empty'), '');
  mkdirSync(join(dir, 'dir'));
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(join(dir, 'socket'), resolve));
  const script = `const { exists } = await import(${JSON.stringify(join(import.meta.dirname, 'exists.bun.ts'))});
    console.log(JSON.stringify(${JSON.stringify(paths)}.map(exists)));`;
  const onBun = JSON.parse(
    execFileSync(bunPath(), ['-e', script], { encoding: 'utf8' }),
  ) as boolean[];
  const onNode = paths.map(exists);
  server.close();
  rmSync(dir, { recursive: true });
  expect(onNode).toEqual([true, true, true, true, false, false, false]);
  expect(onBun).toEqual(onNode);
});
