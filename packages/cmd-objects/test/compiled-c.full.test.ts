// Random methods compiled to C, beside the interpreted ones, in number.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasTool } from '@rhachet/testing';
import { afterAll, expect, it } from 'vitest';
import { compared } from './compiled-c.ts';
import { randomCClass } from './random-c-methods.ts';

const dir = mkdtempSync(join(tmpdir(), 'rhachet-compiled-c-'));
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

it.each([1, 2, 3, 4, 5, 6])('seed %i', { timeout: 300_000 }, (seed) => {
  if (!hasTool('gcc')) throw new Error('gcc is not installed');
  const { expected, found } = compared(randomCClass(seed, 150), `${dir}/${seed}`);
  expect(found).toEqual(expected);
});
