// Users file that "npx runs an old version": the doctor says which one ran, and which one the directory has.
import { makeRepo, type Repo } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { programFindings } from './program.ts';

const manifest = (version: string) => JSON.stringify({ name: 'rhachet', version });

let place: Repo;
beforeAll(() => {
  place = makeRepo({
    'app/node_modules/rhachet/package.json': manifest('2.0.0'),
    'app/deep/file': '',
    'lib/node_modules/rhachet/package.json': manifest('1.0.0'),
    '_npx/0123/node_modules/rhachet/package.json': manifest('1.5.0'),
  });
});
afterAll(() => place.remove());

const from = (...path: string[]) => place.path(...path, 'node_modules/rhachet');

it('names version and path of the program that ran', () => {
  const found = `rhachet 2.0.0, ${from('app')}`;
  const cwd = place.path('app/deep');
  expect(programFindings({ from: from('app'), cwd })).toEqual([{ what: 'program', found }]);
});

it('a global one in a project that has its own: both, and which to call', () => {
  const [finding] = programFindings({ from: from('lib'), cwd: place.path('app/deep') });
  expect(finding?.found).toBe(`rhachet 1.0.0, ${from('lib')}`);
  expect(finding?.advice).toContain(`this directory has 2.0.0 in ${from('app')}`);
});

it('one that npx keeps in its cache: how to get another', () => {
  const [finding] = programFindings({ from: from('_npx/0123'), cwd: place.dir });
  expect(finding?.advice).toContain('npx rhachet@latest');
});
