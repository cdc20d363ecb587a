// A stack of a minified bundle, as a person reports it, becomes one of the sources.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bunPath } from '@rhachet/build';
import { makeRepo, run } from '@rhachet/testing';
import { expect, it } from 'vitest';
import { bundlesOf } from '../flags.mjs';

const root = join(import.meta.dirname, '../../..');
const readStack = join(import.meta.dirname, '../read-stack.mjs');

/** `line:column` of a text in a file. */
function placeOf(text: string, needle: string): string {
  const at = text.indexOf(needle);
  expect(at).toBeGreaterThan(-1);
  const before = text.slice(0, at).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

function bundled(folder: string, file: string): string {
  const place = makeRepo();
  const dir = join(root, 'packages', folder);
  const bundle = bundlesOf(dir, folder).find((one) => one.file === file);
  expect(bundle).toBeDefined();
  const { source = '', flags = [] } = bundle ?? {};
  const args = ['build', `src/${source}.ts`, `--outdir=${place.dir}`, ...flags];
  execFileSync(bunPath(), args, { cwd: dir, stdio: 'pipe' });
  const text = readFileSync(place.path(`${source}.js`), 'utf8');
  place.remove();
  return text;
}

it.each([
  ['cmd-run', 'cmd-run.bc'],
  ['cmd-run', 'cmd-run.jit.cjs'],
])('%s: %s', async (folder, file) => {
  const needle = 'it is being written at this moment';
  const place = placeOf(bundled(folder, file), needle);
  const source = readFileSync(join(root, 'packages/launch/src/program.ts'), 'utf8');
  const input = `TypeError: boom
    at l (/home/user/node_modules/@rhachet/${folder}/dist/${file}:${place})
    at /home/user/node_modules/@rhachet/${folder}/dist/${file}:${place}
    at node:internal/main:1:2
`;
  const { code, stdout } = await run(['node', readStack], { cwd: root, input });
  const line = placeOf(source, needle).split(':')[0] ?? '';
  const frame = `    at packages/launch/src/program.ts:${line}:`;
  expect(code).toBe(0);
  expect(stdout.split('\n')).toEqual([
    'TypeError: boom',
    expect.stringContaining(frame),
    expect.stringContaining(frame),
    '    at node:internal/main:1:2',
    '',
  ]);
});
