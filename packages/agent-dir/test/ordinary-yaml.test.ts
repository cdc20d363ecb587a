// Two parsers read a boot.yml: what one of them takes must mean the same to the other, or `roles boot` would say something
// else on Node than on Bun.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { bunPath } from '@rhachet/build';
import { expect, it } from 'vitest';

const COUNT = 20_000;

it('what the parser of the runtime takes, the library reads the same', () => {
  const seed = Math.floor(Math.random() * 2 ** 32);
  const source = join(import.meta.dirname, 'ordinary-yaml.compare.ts');
  const words = ['--conditions=@rhachet/source', source, `${seed}`, `${COUNT}`];
  const { different, taken } = JSON.parse(execFileSync(bunPath(), words, { encoding: 'utf8' })) as {
    different: string[];
    taken: number;
  };
  expect(different, `seed ${seed}`).toEqual([]);
  // A fourth of them are ordinary; if none were, nothing would have been compared.
  expect(taken).toBeGreaterThan(COUNT / 20);
});
