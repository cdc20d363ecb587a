// readme: of a repo, a role, a skill; without rhachet.use.ts, or with one that throws.
import { installedBin, makeRepo, type Repo, run } from '@rhachet/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';

let repo: Repo;
beforeAll(() => {
  repo = makeRepo({
    'rhachet.use.ts': `throw new Error('planted');`,
    '.agent/repo=acme/readme.md': '# acme\n\nof acme\n',
    '.agent/repo=acme/role=mechanic/readme.md': '# mechanic\n',
    '.agent/repo=acme/role=mechanic/skills/fix.sh':
      '#!/bin/sh\n# mends things\n#   fix <what>\n\nset -e # not this\n',
    '.agent/repo=acme/role=mechanic/skills/mute.sh': '#!/bin/sh\nset -e\n',
    '.agent/repo=.this/role=any/briefs/one.md': '',
    '.agent/repo=.this/role=both/readme.md': '',
    '.agent/repo=acme/role=both/readme.md': '# theirs\n',
  });
});
afterAll(() => repo.remove());

const readme = (...words: string[]) =>
  run([installedBin('rhachet'), 'readme', ...words], { cwd: repo.dir });

it.each([
  [['--repo', 'acme'], '\n📜 acme.readme\n\n    # acme\n\n    of acme\n\n'],
  [['--role', 'mechanic'], '\n📜 mechanic.readme\n\n    # mechanic\n\n'],
  [['--role', 'both', '--repo', 'acme'], '\n📜 both.readme\n\n    # theirs\n\n'],
  [['--skill', 'fix'], '\n📜 fix.readme\n\n    # mends things\n    #   fix <what>\n\n'],
])('%j', async (words, stdout) => {
  expect(await readme(...words)).toMatchObject({ code: 0, stdout, stderr: '' });
});

it.each([
  [64, [], '--repo, --role or --skill is required'],
  [127, ['--role', 'mechanik'], 'did you mean "mechanic"?'],
  [127, ['--repo', 'acne'], 'did you mean "acme"?'],
  [127, ['--repo', '../..'], '"../.." is not among the linked roles'],
  [127, ['--role', 'both'], 'multiple repos have role "both"'],
  [66, ['--role', 'any'], 'any has no readme'],
  [66, ['--repo', '.this'], '.this has no readme'],
  [66, ['--skill', 'mute'], 'mute says nothing of itself'],
  [127, ['--skill', 'nope'], 'no skill "nope" found'],
])('%i: %j', async (code, words, message) => {
  const result = await readme(...words);
  expect({ code: result.code, stdout: result.stdout }).toEqual({ code, stdout: '' });
  expect(result.stderr).toContain(message);
});

it('--json', async () => {
  expect(JSON.parse((await readme('--json', '--repo', 'acme')).stdout)).toEqual({
    slug: 'acme',
    path: repo.path('.agent/repo=acme/readme.md'),
    text: '# acme\n\nof acme\n',
  });
});
