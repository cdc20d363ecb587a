// Which role a name means.
import { isFailure } from '@rhachet/kit';
import { expect, it } from 'vitest';
import { decideRole, repoNamed, requireRole, type RoleQuery } from './decide-role.ts';
import type { Role } from './roles.ts';

const role = (repo: string, name: string): Role => ({
  repo,
  role: name,
  dir: `/a/${repo}/${name}`,
});
const ROLES = [role('.this', 'any'), role('acme', 'any'), role('acme', 'mechanic')];

function failureOf(query: RoleQuery): object {
  try {
    requireRole(ROLES, query);
  } catch (error) {
    if (!isFailure(error)) throw error;
    const { message, exit, details, hint } = error;
    return { message, exit, details, hint };
  }
  throw new Error('found one');
}

it('finds the role that only one repo has, without --repo', () => {
  expect(requireRole(ROLES, { role: 'mechanic' })).toEqual(role('acme', 'mechanic'));
});

it.each(['this', 'THIS', '.this', ' This ', '.THIS'])('%j is .this', (repo) => {
  expect(requireRole(ROLES, { role: 'any', repo })).toEqual(role('.this', 'any'));
});

it('leaves other repos as they are written', () => {
  expect([undefined, 'acme', 'ACME', 'this-one'].map(repoNamed)).toEqual([
    undefined,
    'acme',
    'ACME',
    'this-one',
  ]);
});

it('several: names the repos, and how to choose', () => {
  expect(failureOf({ role: 'any' })).toEqual({
    message: 'multiple repos have role "any":',
    exit: 127,
    details: ['- .this', '- acme'],
    hint: 'use --repo to disambiguate',
  });
});

it('none: says where it looked, and the nearest name', () => {
  expect(failureOf({ role: 'mechanik' })).toMatchObject({
    message: 'no role "mechanik" found in .agent/',
    exit: 127,
    details: [],
    hint: expect.stringMatching(/^did you mean "mechanic"\?/) as string,
  });
  expect(failureOf({ role: 'mechanic', repo: 'this' })).toMatchObject({
    message: 'no role "mechanic" found in .agent/repo=.this/',
    details: ['repo=acme/role=mechanic: repo is acme, not .this'],
    hint: expect.not.stringContaining('did you mean') as string,
  });
});

it('the decision shows the candidates', () => {
  expect(decideRole(ROLES, { role: 'any', repo: 'acme' })).toMatchObject({
    call: 'role any --repo acme',
    status: 'resolved',
    selected: 'repo=acme/role=any',
    candidates: [{ status: 'rejected' }, { status: 'accepted' }],
  });
});
