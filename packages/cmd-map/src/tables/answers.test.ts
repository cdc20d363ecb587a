// Questions about tables: found through what packages say of themselves, answered with the decision of the table.
import { describe, expect, it } from 'vitest';
import {
  CONTRACT,
  decide,
  type InstalledPackage,
  isFailure,
  type Launch,
  type PackageDefinition,
  packageManifest,
  type Table,
  type TableEntry,
} from '@rhachet/kit';
import { queryTable, traceTable, whatIfTable } from './answers.ts';
import { findTable, tableNamed } from './find-table.ts';

const entries: TableEntry[] = [
  { symbol: 'pear', args: { farm: 'north' }, name: 'north/pear', location: 'north.txt' },
  { symbol: 'pear', args: { farm: 'south' }, name: 'south/pear' },
  { symbol: 'plum', args: { farm: 'south' }, name: 'south/plum', unusable: 'not ripe' },
];

const fruits: Table = {
  module: 'rhachet.fruits',
  summary: 'what grows',
  parameters: [{ name: 'farm', help: 'where' }],
  entries: (symbol) => entries.filter((one) => symbol === undefined || one.symbol === symbol),
  decide: (call) =>
    decide<typeof call, TableEntry>(
      {
        call: ({ symbol }) => `fruit ${symbol}`,
        candidates: () => entries,
        signature: ({ name }) => name,
        reject: (one, { symbol, args }) =>
          one.symbol !== symbol
            ? 'another fruit'
            : (one.unusable ??
              (args.farm === undefined || one.args.farm === args.farm ? undefined : 'elsewhere')),
        noMatch: () => ({ message: 'no such fruit', suggestion: 'plant one' }),
        ambiguous: () => ({ message: 'several', suggestion: 'name the farm' }),
      },
      call,
    ),
};

const launch: Launch = {
  cwd: '/',
  from: '',
  keep: { fds: undefined, nofile: undefined },
  terminals: undefined,
  index: undefined,
};
const question = { table: fruits, host: { launch, json: true } };

it('query lists what a call can mean', async () => {
  expect(await queryTable(question, 'pear')).toEqual({
    symbol: 'pear',
    module: 'rhachet.fruits',
    family: [
      {
        signature: 'pear(farm=north)',
        location: 'north.txt',
        specificity: ['farm=north'],
        dispatch_strategy: 'runtime',
      },
      { signature: 'pear(farm=south)', specificity: ['farm=south'], dispatch_strategy: 'runtime' },
    ],
  });
  await expect(queryTable(question, 'plum')).rejects.toThrow("no overload is named 'plum'");
  await expect(queryTable(question, 'paer')).rejects.toMatchObject({ hint: 'did you mean pear?' });
});

it('trace and whatif are the decision, with the entries by their signatures', async () => {
  const traced = await traceTable(question, { symbol: 'pear', args: ['farm=south'] });
  expect(traced).toEqual({
    call: 'pear(farm=south)',
    resolution_strategy: 'runtime_dispatch',
    candidates: [
      { signature: 'pear(farm=north)', status: 'rejected', reason: 'elsewhere' },
      { signature: 'pear(farm=south)', status: 'accepted' },
      { signature: 'plum(farm=south)', status: 'rejected', reason: 'another fruit' },
    ],
    selected: 'pear(farm=south)',
    dispatch_strategy: 'runtime',
    specificity_analysis: 'exact_match',
  });
  const { outcome } = await whatIfTable(question, { symbol: 'pear', args: [] });
  expect(outcome).toEqual({
    status: 'ambiguous',
    candidates: [
      { signature: 'pear(farm=north)', status: 'ambiguous' },
      { signature: 'pear(farm=south)', status: 'ambiguous' },
    ],
    error: { code: 'E0021', message: 'several', suggestion: 'name the farm' },
  });
  const none = await whatIfTable(question, { symbol: 'plum', args: [] });
  expect(none.outcome.candidates?.[2]?.reason).toBe('not ripe');
  expect(none.outcome.error?.code).toBe('E0020');
});

describe('which table', () => {
  it.each([
    [{ symbol: 'add' }, undefined],
    [{ symbol: 'rhachet.skills' }, undefined],
    [{ symbol: 'rhachet.skills.hello', module: 'game' }, undefined],
    [{ symbol: 'add', module: 'rhachetx' }, undefined],
    [{ symbol: 'hello', module: 'rhachet.skills' }, ['hello', 'rhachet.skills']],
    [{ symbol: 'rhachet.skills.hello(a=b)' }, ['hello(a=b)', 'rhachet.skills']],
    [{ symbol: 'rhachet::skills::hello' }, ['hello', 'rhachet.skills']],
  ])('%j', (asked, found) => {
    const table = tableNamed(asked);
    expect(table && [table.symbol, table.module]).toEqual(found);
  });

  const definition = (name: string, tables?: () => Table[]): PackageDefinition => ({
    contract: CONTRACT,
    package: name,
    version: '1.0.0',
    commands: [],
    ...(tables ? { tables } : {}),
  });
  const host = (definitions: PackageDefinition[]) => ({
    packages: () =>
      Promise.resolve(definitions.map((one) => ({ ...packageManifest(one), dir: one.package }))),
    load: ({ dir }: InstalledPackage) => definitions.find((one) => one.package === dir)!,
  });
  const code = async (definitions: PackageDefinition[], module: string): Promise<unknown> => {
    try {
      return (await findTable(module, host(definitions))).module;
    } catch (error) {
      return isFailure(error) && `${error.exit} ${error.hint ?? ''}`;
    }
  };

  it('that of the one package which has it', async () => {
    const others = [definition('a'), definition('b', () => [fruits])];
    expect(await code(others, 'rhachet.fruits')).toBe('rhachet.fruits');
    expect(await code(others, 'rhachet.fruit')).toBe('65 did you mean rhachet.fruits?');
    expect(await code([definition('a')], 'rhachet.fruits')).toMatch(/^78 tables come with/);
    expect(await code([...others, definition('c', () => [fruits])], 'rhachet.fruits')).toMatch(
      /^78 remove all but one/,
    );
  });

  it('a package is loaded only when it is asked', async () => {
    const { packages } = host([definition('b', () => [fruits])]);
    const load = (): PackageDefinition => definition('b');
    await expect(findTable('rhachet.fruits', { packages, load })).rejects.toThrow('and has none');
  });
});
