// T9: many calls at once that find no compiled registry: none reads half of one, and all decide alike.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makePlace } from './commands.fixture.ts';

/** As many as two cores start in a second. */
const AT_ONCE = 24;

it('decisions are the same, and one compiled registry is left', async () => {
  const cache = mkdtempSync(join(tmpdir(), 'rhachet-cold-'));
  const place = makePlace({ XDG_CACHE_HOME: cache });
  const words = ['dispatch', 'sync salesforce contacts', '--explain', '--json'];
  const calls = await Promise.all(Array.from({ length: AT_ONCE }, () => place.call(words)));
  expect(new Set(calls.map(({ code }) => code))).toEqual(new Set([0]));
  expect(new Set(calls.map(({ stdout }) => stdout)).size).toBe(1);
  const left = readdirSync(join(cache, 'rhachet/routes'), { recursive: true, withFileTypes: true });
  expect(left.filter((entry) => entry.isFile())).toHaveLength(1);
  place.repo.remove();
  rmSync(cache, { recursive: true });
});
