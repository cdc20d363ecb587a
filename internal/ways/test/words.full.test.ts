// docs/installing.md shows the words that the matrix runs, and no others.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { WORDS } from '../matrix/words.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/installing.md'), 'utf8');

it.each(Object.entries(WORDS))('%s', (name, { add, exec }) => {
  expect(page).toContain(`\`${add} rhachet\``);
  expect(page).toContain(`\`${exec} rhachet\``);
  const version = /\d+$/.exec(name)?.[0];
  if (version !== undefined) expect(page).toMatch(new RegExp(`\\(.*\\b${version}\\b.*\\)`));
});
