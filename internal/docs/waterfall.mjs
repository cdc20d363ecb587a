// pnpm docs:waterfall: draws docs/waterfall.svg, the picture of the front page, from a trace of the packed program.
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';

const root = join(import.meta.dirname, '../..');
const modules = join(root, 'internal/installed/dist/project/node_modules');
const bins = join(modules, '.bin');

const dir = mkdtempSync(join(tmpdir(), 'rhachet-waterfall-'));
try {
  cpSync(join(root, 'examples/hello-repo'), dir, { recursive: true });
  mkdirSync(join(dir, '.git'));
  const call = ['rhachet', 'run', '--skill', 'say-hello', 'reader'];
  const drawing = ['--svg', join(root, 'docs/waterfall.svg'), '--from', 'file', '--runs', '31'];
  const words = ['trace', ...drawing, '--', ...call];
  const env = { PATH: `${bins}${delimiter}${process.env.PATH}` };
  await execa('perf-harness', words, { cwd: dir, env, stdio: 'inherit' });
} finally {
  rmSync(dir, { recursive: true });
}
