// Which bundles a call reads: a role with a model must cost nobody anything who does not ask one.
import { readFileSync } from 'node:fs';
import { hasTool, run } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BrainRepo, makeBrainRepo, rhachet } from './brain.fixture.ts';

let repo: BrainRepo;
beforeAll(async () => {
  repo = await makeBrainRepo();
  repo.write({ 'script.json': '["hello"]' });
});
afterAll(() => repo.close());

/** The files of our `dist/` directories that were opened. */
async function opened(words: string[], env: Record<string, string> = {}): Promise<string[]> {
  const log = repo.path('strace.log');
  const trace = ['strace', '-f', '-s', '1000', '-o', log, '-e', 'trace=open,openat'];
  await run([...trace, rhachet, ...words], { cwd: repo.dir, env: { ...repo.env, ...env } });
  const lines = readFileSync(log, 'utf8').matchAll(
    /@rhachet\/([\w-]+)\/dist\/([\w.-]+)"[^=]*= \d/g,
  );
  return [...new Set([...lines].map(([, , file = '']) => file))].sort();
}

const bundle = (name: string): string[] => [`${name}.bc`, `${name}.bc.jsc`];
const ASK = ['ask', '--role', 'clerk', '--say', 'x', '--mock', 'script.json'];

it.skipIf(!hasTool('strace')).each([
  [
    ['run', '--verbose', '--skill', 'fails'],
    [...bundle('cmd-run'), ...bundle('dispatcher')],
  ],
  [
    ['roles', 'boot', '--role', 'clerk'],
    [...bundle('cmd-roles'), ...bundle('dispatcher')],
  ],
  [['list'], [...bundle('cmd-all'), ...bundle('dispatcher')]],
  [ASK, [...bundle('cmd-all'), ...bundle('cmd-all.brain'), ...bundle('dispatcher')]],
])(`%j${hasTool('strace') ? '' : ' (strace is not installed)'}`, async (words, files) => {
  expect(await opened(words)).toEqual(files.sort());
});

it.skipIf(!hasTool('strace')).each([
  [
    ['run', '--verbose', '--skill', 'fails'],
    ['cmd-run.jit.cjs', 'dispatcher.jit.cjs'],
  ],
  [
    ['roles', 'boot', '--role', 'clerk'],
    ['cmd-roles.jit.cjs', 'dispatcher.jit.cjs'],
  ],
  [ASK, ['cmd-all.jit.cjs', 'dispatcher.jit.cjs']],
])(`on Node: %j${hasTool('strace') ? '' : ' (strace is not installed)'}`, async (words, files) => {
  expect(await opened(words, { RHACHET_ENGINE: 'node' })).toEqual(files);
});
