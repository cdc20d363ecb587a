// The gate: a dispatch to a mock, as a process of its own, over printing the same text.
import { assertGate } from '@rhachet/perf-harness';
import { installedBin } from '@rhachet/testing';
import { afterAll, beforeAll, it } from 'vitest';
import { makePlace, type Place } from './commands.fixture.ts';

let place: Place;
beforeAll(() => {
  place = makePlace();
});
afterAll(() => place.repo.remove());

it.each([
  ['--mock', ['dispatch', 'sync salesforce contacts', '--mock', '-q']],
  ['--explain', ['dispatch', 'sync salesforce contacts', '--explain']],
])('dispatch %s', async (name, words) => {
  // The first call compiles the registry.
  const { stdout } = await place.call(words);
  place.repo.write({ [`${name}.txt`]: stdout });
  await assertGate({
    name: `dispatch ${name} over cat of the same text`,
    command: [installedBin('dispatcher'), ...words],
    direct: ['cat', place.repo.path(`${name}.txt`)],
    budgetMs: 100,
    runs: 30,
    cwd: place.repo.dir,
  });
});
