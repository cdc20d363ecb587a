// Without any installation: npx and its kin on an empty cache, with nobody there to answer a question.
import type { ManagerName } from '@rhachet/package-managers';
import { expect, it } from 'vitest';
import { makeSandbox } from './sandbox.ts';

const YARN_DLX = 'YARN_NODE_LINKER=node-modules yarn dlx';
const good = { code: 0, stdout: '<a>' };

/** The words for `@rhachet/cmd-run`, and for `rhachet`. */
const FETCH: [ManagerName, string, string][] = [
  ['npm', 'npx', 'npx --yes'],
  ['npm 10', 'npx', 'npx --yes'],
  ['npm 12', 'npx', 'npx --yes'],
  ['pnpm 10', 'pnpm dlx', 'pnpm dlx'],
  ['pnpm 11', 'pnpm dlx', 'pnpm dlx'],
  ['pnpm 12', 'pnpm dlx', 'pnpx'],
  ['yarn', `${YARN_DLX} --quiet`, `${YARN_DLX} --quiet`],
  ['bun', 'bunx', 'bunx'],
];

it.each(FETCH)('%s: %s and %s on an empty cache, nobody there to answer', async (...words) => {
  const [manager, fetchAlone, fetch] = words;
  const { sh, remove } = makeSandbox({ manager, emptyHome: true });
  const alone = await sh(`${fetchAlone} @rhachet/cmd-run --skill args a <&-`);
  expect(alone, alone.stderr).toMatchObject(good);
  expect(alone.stderr).not.toMatch(/proceed|script/i);
  expect(await sh(`${fetch} rhachet run --skill args a </dev/null`)).toMatchObject(good);
  expect(await sh(`${fetch} rhachet run --explain --skill args`)).toMatchObject({ code: 0 });
  remove();
});

it('yarn dlx as it comes, with Plug’n’Play: says what to set', async () => {
  const { sh, remove } = makeSandbox({ manager: 'yarn', files: { '.yarnrc.yml': '' } });
  const { code, stderr } = await sh('yarn dlx --quiet @rhachet/cmd-run --skill args a');
  expect(code).toBe(78);
  expect(stderr).toMatch(/Plug'n'Play.*\nhint: yarn config set nodeLinker node-modules/);
  remove();
});
