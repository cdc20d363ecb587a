// Where the registry is looked for.
import { makeRepo, type Repo } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findRegistry } from './find.ts';

let repo: Repo;
let outside: Repo;
beforeAll(() => {
  repo = makeRepo({
    'routes/registry.yaml': '',
    'a/registry.yaml': '',
    'a/b/c/x': '',
    'both/routes/registry.yaml': '',
    'both/registry.yaml': '',
    'other.yaml': '',
    'home/.config/rhachet/registry.yaml': '',
    'xdg/rhachet/registry.yaml': '',
  });
  outside = makeRepo({ 'routes/registry.yaml': '', 'sub/x': '' }, { git: false });
});
afterAll(() => {
  repo.remove();
  outside.remove();
});

const find = (cwd: string, named?: string, env: Record<string, string> = {}): string =>
  findRegistry({ named, cwd, env });

it.each([
  ['', 'routes/registry.yaml'],
  ['a', 'a/registry.yaml'],
  ['a/b/c', 'a/registry.yaml'],
  ['both', 'both/routes/registry.yaml'],
  ['home', 'routes/registry.yaml'],
])('F8: from %j: %s', (from, found) => {
  expect(find(repo.path(from))).toBe(repo.path(found));
});

it('--registry beats RHACHET_ROUTES, which beats what is near', () => {
  const env = { RHACHET_ROUTES: 'a/registry.yaml' };
  expect(find(repo.dir, undefined, env)).toBe(repo.path('a/registry.yaml'));
  expect(find(repo.dir, 'other.yaml', env)).toBe(repo.path('other.yaml'));
  expect(find(repo.dir, repo.path('other.yaml'), env)).toBe(repo.path('other.yaml'));
});

it('the last is the user’s own', () => {
  const cwd = outside.path('sub');
  expect(find(cwd, undefined, { HOME: repo.path('home') })).toBe(
    repo.path('home/.config/rhachet/registry.yaml'),
  );
  const xdg = { HOME: repo.path('home'), XDG_CONFIG_HOME: repo.path('xdg') };
  expect(find(cwd, undefined, xdg)).toBe(repo.path('xdg/rhachet/registry.yaml'));
});

const failure = (message: string, details: string[] = []): object =>
  expect.objectContaining({ code: 'NO_REGISTRY', exit: 66, message, details }) as object;

it('outside a repository no parent is searched: it may be somebody else’s', () => {
  expect(find(outside.dir)).toBe(outside.path('routes/registry.yaml'));
  const sub = outside.path('sub');
  expect(() => find(sub)).toThrow(
    failure('there is no registry', [
      `looked for routes/registry.yaml and registry.yaml in ${sub}`,
    ]),
  );
});

it('one that is named must be there', () => {
  const message = `there is no registry ${repo.path('nope.yaml')}`;
  expect(() => find(repo.dir, 'nope.yaml')).toThrow(failure(message));
  expect(() => find(repo.dir, undefined, { RHACHET_ROUTES: 'nope.yaml' })).toThrow(
    failure(message),
  );
});
