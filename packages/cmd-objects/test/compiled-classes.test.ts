// Classes compiled to TypeScript behave as the interpreted ones: the conformance cases once more, and methods at random.
import { expect, it } from 'vitest';
import { differences } from './compiled-random.ts';

process.env.COMPILED_CLASSES = '1';
await import('./cases-language.test.ts');
await import('./cases-collections.test.ts');
await import('./cases-errors.test.ts');
await import('./cases-objects.test.ts');
await import('./older-shells.test.ts');

it('random methods answer, fail and write the same', async () => {
  const { found, answered } = await differences(1);
  expect(found).toEqual([]);
  // The others ended in the same error.
  expect(answered).toBeGreaterThan(15);
});

it('with statements of bash among them', async () => {
  const { found } = await differences(100, true);
  expect(found).toEqual([]);
});
