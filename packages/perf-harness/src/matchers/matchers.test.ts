import { expect, it } from 'vitest';

import { assertAddsLessThan } from './adds-less-than.ts';
import './vitest.ts';

const over = ['true'];
const quick = { over, warmup: 0 };

it('passes and fails by what the chain adds', async () => {
  await expect(['true']).toAddLessThan({ ms: 20_000 }, quick);
  await expect(['sleep', '0.1']).not.toAddLessThan({ ms: 20 }, quick);
  const failed = expect(['sleep', '0.1']).toAddLessThan({ ms: 20 }, quick);
  await expect(failed).rejects.toThrow(
    /^FAIL {2}sleep 0\.1\n {2}- command adds \d+\.\d\d ms in the median/,
  );
});

it('is wrong with and without .not when nobody can tell', async () => {
  const unknown = { over: ['false'] };
  await expect(expect(['true']).toAddLessThan({ ms: 5 }, unknown)).rejects.toThrow(/^INCONCLUSIVE/);
  await expect(expect(['true']).not.toAddLessThan({ ms: 5 }, unknown)).rejects.toThrow(
    /^INCONCLUSIVE/,
  );
  await expect(expect(['false']).not.toAddLessThan({ ms: 5 }, quick)).rejects.toThrow(/^FAIL/);
});

it('takes the options of a gate', async () => {
  const result = await assertAddsLessThan(
    over,
    { ms: 20_000 },
    { ...quick, kind: 'acceptance', name: 'n', runs: 2 },
  );
  expect(result).toMatchObject({ kind: 'acceptance', name: 'n', runs: 2, budgetMs: 20_000 });
});

it.each([
  ['true' as never, { ms: 1 }, { over }, /what is expected to add less must be an array/],
  [over, {} as never, { over }, /ms must be a number above 0/],
  [over, { ms: 1 }, {} as never, /over must be the direct call/],
  [over, { ms: 1 }, undefined as never, /over must be the direct call/],
])('refuses %j %j %j', async (...[chain, limit, options, message]) => {
  await expect(assertAddsLessThan(chain, limit, options)).rejects.toThrow(message);
});
