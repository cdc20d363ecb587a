// Without any installation: npx and its kin on an empty cache, with nobody there to answer a question.
import type { ManagerName } from '@rhachet/package-managers';
import { describe, expect, it } from 'vitest';
import { makeSandbox } from './sandbox.ts';

const good = { code: 0, stdout: '<a>' };

const FETCH: [ManagerName, string[]][] = [
  ['npm', ['npx', 'npx --yes']],
  ['npm 12', ['npx', 'npx --yes']],
  ['pnpm 10', ['pnpm dlx']],
  ['pnpm 11', ['pnpm dlx']],
  ['pnpm 12', ['pnpm dlx', 'pnpx']],
  ['yarn', ['YARN_NODE_LINKER=node-modules yarn dlx --quiet']],
  ['bun', ['bunx']],
];

const cases = FETCH.flatMap(([manager, words]) =>
  words.map((word): [ManagerName, string] => [manager, word]),
);

describe.each(cases)('%s: %s', (manager, fetch) => {
  it('fetches and runs @rhachet/cmd-run and rhachet, stdin closed, and asks nothing', async () => {
    const { sh, remove } = makeSandbox({ manager, emptyHome: true });
    const alone = await sh(`${fetch} @rhachet/cmd-run --skill args a <&-`);
    expect(alone).toMatchObject(good);
    expect(alone.stderr).not.toMatch(/proceed|script/i);
    expect(await sh(`${fetch} rhachet run --skill args a </dev/null`)).toMatchObject(good);
    expect(await sh(`${fetch} rhachet run --explain --skill args`)).toMatchObject({ code: 0 });
    remove();
  });
});

it('yarn dlx as it comes, with Plug’n’Play: says what to set', async () => {
  const { sh, remove } = makeSandbox({ manager: 'yarn', files: { '.yarnrc.yml': '' } });
  const { code, stderr } = await sh('yarn dlx --quiet @rhachet/cmd-run --skill args a');
  expect(code).toBe(78);
  expect(stderr).toMatch(/Plug'n'Play.*\nhint: yarn config set nodeLinker node-modules/);
  remove();
});
