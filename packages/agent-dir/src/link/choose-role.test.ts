// Which role a specifier means, and what is said when it is none or several.
import { describe, expect, it } from 'vitest';
import { chooseRole, parseSpecifier } from './choose-role.ts';
import type { RolePackage } from './types.ts';

const pack = (name: string, slug: string, roles: string[]): RolePackage => ({
  name,
  dir: `/p/${name}`,
  trusted: false,
  manifest: {
    slug,
    roles: roles.map((role) => ({
      slug: role,
      briefs: [],
      skills: [],
      inits: [],
      lists: [],
      exec: [],
    })),
  },
});

const packages = [
  pack('rhachet-roles-one', 'one', ['mechanic', 'designer']),
  pack('rhachet-roles-two', 'two', ['mechanic', 'architect']),
  pack('rhachet-roles-again', 'two', ['architect']),
];

const failure = (specifier: string): unknown => {
  try {
    return chooseRole(packages, specifier);
  } catch (error) {
    return error;
  }
};

it.each([
  ['designer', 'one', 'designer'],
  ['one/mechanic', 'one', 'mechanic'],
  ['two/mechanic', 'two', 'mechanic'],
])('%s', (specifier, repo, role) => {
  const choice = chooseRole(packages, specifier);
  expect([choice.package.manifest.slug, choice.role.slug]).toEqual([repo, role]);
});

describe('no single role', () => {
  it('several: both qualified forms', () => {
    expect(failure('mechanic')).toMatchObject({
      message: 'role "mechanic" is ambiguous — found in multiple manifests',
      exit: 127,
      details: ['- one/mechanic  rhachet-roles-one', '- two/mechanic  rhachet-roles-two'],
      hint: 'use qualified specifier: one/mechanic or two/mechanic',
    });
  });

  it('several of one qualified form: both packages', () => {
    expect(failure('two/architect')).toMatchObject({
      exit: 127,
      details: ['- two/architect  rhachet-roles-two', '- two/architect  rhachet-roles-again'],
    });
  });

  it.each([
    ['desinger', 'role "desinger" not found', 'did you mean "designer"?'],
    ['one/mechanik', 'role "mechanik" not found in manifest "one"', 'did you mean "one/mechanic"?'],
    ['won/mechanic', 'manifest "won" not found', 'did you mean "one/mechanic"?'],
  ])('%s', (specifier, message, hint) => {
    expect(failure(specifier)).toMatchObject({ message, hint, exit: 127 });
  });

  it.each(['', '/', 'a/', '/a', 'a/b/c'])('%j is no specifier', (specifier) => {
    expect(() => parseSpecifier(specifier)).toThrow('names no role');
  });
});
