// What a target is told about itself, and what it must not be told.
import { afterEach, expect, it, vi } from 'vitest';
import { environmentOf } from './environment.ts';

afterEach(() => vi.unstubAllEnvs());

const target = {
  slug: 'hooks/check',
  repo: '.this',
  role: 'any',
  path: '/x',
  executable: true,
} as const;

it('names what was selected; the name of an outer target does not stay', () => {
  vi.stubEnv('RHACHET_SKILL', 'outer');
  vi.stubEnv('RHACHET_ROLE', 'outer');
  vi.stubEnv('OTHER', 'kept');
  const env = environmentOf({ kind: 'init', ...target });
  expect(env).toMatchObject({
    RHACHET_INIT: 'hooks/check',
    RHACHET_REPO: '.this',
    RHACHET_ROLE: 'any',
    OTHER: 'kept',
  });
  expect(env).not.toHaveProperty('RHACHET_SKILL');
  expect(environmentOf({ kind: 'skill', ...target })).toMatchObject({
    RHACHET_SKILL: 'hooks/check',
  });
  expect(process.env.RHACHET_ROLE).toBe('outer');
});
