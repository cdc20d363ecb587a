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
  let all = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const { found, answered } = await differences(seed);
    expect(found).toEqual([]);
    all += answered;
  }
  expect(all).toBeGreaterThan(60);
});

it('with statements of bash among them', async () => {
  for (let s=100;s<104;s++){const { found } = await differences(s, true);
  expect(found).toEqual([]);}
});
