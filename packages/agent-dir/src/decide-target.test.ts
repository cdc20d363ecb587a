// Which file a name means, and what is said when it is none, several, or one that cannot run: whole messages.
import { makeRepo, type Repo } from '@rhachet/testing';
import { toJson } from '@rhachet/kit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decideTarget, requireTarget, type TargetQuery } from './decide-target.ts';

const RUN = '#!/bin/sh\n';
let repo: Repo;
beforeAll(() => {
  const many = ['say.a', 'say.b', 'say.c', 'say.d', 'say.e', 'say.f'];
  repo = makeRepo({
    'repo=.this/role=any/skills/hello.sh': RUN,
    'repo=.this/role=any/skills/both.sh': RUN,
    'repo=.this/role=any/skills/deep/both': RUN,
    "repo=.this/role=any/skills/it's late.sh": 'echo\n',
    'repo=.this/role=any/skills/note.md': '',
    'repo=.this/role=any/skills/shared.sh': RUN,
    'repo=x/role=a/skills/shared.sh': RUN,
    'repo=x/role=b/skills/shared.sh': RUN,
    'repo=x/role=b/skills/late.sh': 'echo\n',
    'repo=x/role=c/skills/late': RUN,
    'repo=x/role=c/skills/note.md': '',
    'repo=y/role=c/skills/note.md': RUN,
    'repo=x/role=a/inits/hooks/check.sh': RUN,
    ...Object.fromEntries(many.map((name) => [`repo=many/role=m/skills/${name}.sh`, RUN])),
    'repo=none/role=n/readme.md': '',
  });
});
afterAll(() => repo.remove());

const query = (slug: string, more: Partial<TargetQuery> = {}): TargetQuery => ({
  kind: 'skill',
  slug,
  ...more,
});
const at = (path: string): string => repo.path(path);

it.each<[string, Partial<TargetQuery>, path: string]>([
  ['hello', {}, 'repo=.this/role=any/skills/hello.sh'],
  ['hooks/check', { kind: 'init' }, 'repo=x/role=a/inits/hooks/check.sh'],
  ['shared', { repo: '.this' }, 'repo=.this/role=any/skills/shared.sh'],
  ['shared', { role: 'b' }, 'repo=x/role=b/skills/shared.sh'],
  ['shared', { repo: 'x', role: 'a' }, 'repo=x/role=a/skills/shared.sh'],
  ['late', { role: 'c' }, 'repo=x/role=c/skills/late'],
  // a note that cannot run does not compete with a skill that can
  ['note.md', {}, 'repo=y/role=c/skills/note.md'],
])('%s %j', (slug, more, path) => {
  expect(requireTarget(repo.dir, query(slug, more)).path).toBe(at(path));
});

const HINT = (): string =>
  `rhachet run list shows all of them; roles come from repo=…/role=… in ${repo.dir}`;

interface Expected {
  code: string;
  exit: number;
  message: string;
  details: string[];
  hint: string;
}

const none = (expected: Partial<Expected>): Partial<Expected> => ({
  code: 'E0020',
  exit: 127,
  hint: HINT(),
  ...expected,
});
const several = (expected: Partial<Expected>): Partial<Expected> => ({
  code: 'E0021',
  exit: 127,
  ...expected,
});
const late = (path: string, slug: string, chmod = `chmod +x '${at(path)}'`): Partial<Expected> => ({
  code: 'NOT_EXECUTABLE',
  exit: 126,
  message: `skill "${slug}" is not executable: ${at(path)}`,
  details: [],
  hint: chmod,
});

it.each<[string, Partial<TargetQuery>, () => Partial<Expected>]>([
  // none: the nearest names
  [
    'helo',
    {},
    () =>
      none({
        message: 'no skill "helo" found in any linked role',
        details: ['available skills:', '- hello (repo=.this role=any)', '... and 15 more'],
        hint: `did you mean "hello"? ${HINT()}`,
      }),
  ],
  // none is near: the first five
  [
    'qqqqqqqqqqqq',
    { repo: 'many' },
    () =>
      none({
        message: 'no skill "qqqqqqqqqqqq" found with --repo many',
        details: [
          'available skills:',
          ...['a', 'b', 'c', 'd', 'e'].map((name) => `- say.${name} (repo=many role=m)`),
          '... and 1 more',
        ],
      }),
  ],
  // several are near: the nearest first, whatever its path
  [
    'say.ff',
    { role: 'm' },
    () =>
      none({
        message: 'no skill "say.ff" found with --role m',
        details: [
          'available skills:',
          ...['f', 'a', 'b', 'c', 'd'].map((name) => `- say.${name} (repo=many role=m)`),
          '... and 1 more',
        ],
        hint: `did you mean "say.f"? ${HINT()}`,
      }),
  ],
  // nothing at all to offer: where it is instead
  [
    'say.f',
    { role: 'm', repo: 'x' },
    () =>
      none({
        message: 'no skill "say.f" found with --repo x --role m',
        details: ['repo=many/role=m/skill=say.f: repo is many, not x'],
      }),
  ],
  [
    'hello',
    { repo: 'none' },
    () =>
      none({
        message: 'no skill "hello" found with --repo none',
        details: ['repo=.this/role=any/skill=hello: repo is .this, not none'],
      }),
  ],
  // the other kind is not looked at
  [
    'hello',
    { kind: 'init' },
    () =>
      none({
        message: 'no init "hello" found in any linked role',
        details: ['available inits:', '- hooks/check (repo=x role=a)'],
      }),
  ],
  // several: what tells them apart
  [
    'shared',
    {},
    () =>
      several({
        message: 'multiple skills found for "shared":',
        details: [
          `- repo=.this role=any  ${at('repo=.this/role=any/skills/shared.sh')}`,
          `- repo=x role=a  ${at('repo=x/role=a/skills/shared.sh')}`,
          `- repo=x role=b  ${at('repo=x/role=b/skills/shared.sh')}`,
        ],
        hint: 'use --repo and/or --role to choose one',
      }),
  ],
  [
    'shared',
    { repo: 'x' },
    () =>
      several({
        message: 'multiple skills found for "shared":',
        details: [
          `- repo=x role=a  ${at('repo=x/role=a/skills/shared.sh')}`,
          `- repo=x role=b  ${at('repo=x/role=b/skills/shared.sh')}`,
        ],
        hint: 'use --role to choose one',
      }),
  ],
  // a .sh whose execute bit was forgotten competes: guessing that it is meant less would be a guess
  [
    'late',
    {},
    () =>
      several({
        message: 'multiple skills found for "late":',
        details: [
          `- repo=x role=b  ${at('repo=x/role=b/skills/late.sh')}`,
          `- repo=x role=c  ${at('repo=x/role=c/skills/late')}`,
        ],
        hint: 'use --role to choose one',
      }),
  ],
  [
    'both',
    {},
    () =>
      several({
        message: 'multiple skills found for "both":',
        details: [
          `- repo=.this role=any  ${at('repo=.this/role=any/skills/both.sh')}`,
          `- repo=.this role=any  ${at('repo=.this/role=any/skills/deep/both')}`,
        ],
        hint: 'one role holds both: rename or remove one of the files',
      }),
  ],
  // one, which cannot run
  ['late', { role: 'b' }, () => late('repo=x/role=b/skills/late.sh', 'late')],
  ['note.md', { repo: 'x' }, () => late('repo=x/role=c/skills/note.md', 'note.md')],
  [
    "it's late",
    {},
    () =>
      late(
        "repo=.this/role=any/skills/it's late.sh",
        "it's late",
        `chmod +x '${repo.dir}/repo=.this/role=any/skills/it'\\''s late.sh'`,
      ),
  ],
])('refuses %s %j', (slug, more, expected) => {
  expect(() => requireTarget(repo.dir, query(slug, more))).toThrow(
    expect.objectContaining({ name: 'RhachetFailure', ...expected() }),
  );
});

it('the decision names every candidate, its place and its reason', () => {
  const candidate = (path: string, signature: string, rest: object): object => ({
    signature,
    location: at(path),
    ...rest,
  });
  const decision = decideTarget(repo.dir, query('note.md', { repo: 'x' }));
  expect(JSON.parse(JSON.stringify(toJson(decision)))).toEqual({
    call: 'skill note.md --repo x',
    status: 'no_match',
    candidates: [
      candidate('repo=.this/role=any/skills/note.md', 'repo=.this/role=any/skill=note.md', {
        status: 'rejected',
        reason: 'repo is .this, not x',
      }),
      candidate('repo=x/role=c/skills/note.md', 'repo=x/role=c/skill=note.md', {
        status: 'rejected',
        reason: 'not executable, and not a .sh file',
      }),
      candidate('repo=y/role=c/skills/note.md', 'repo=y/role=c/skill=note.md', {
        status: 'rejected',
        reason: 'repo is y, not x',
      }),
    ],
    error: {
      code: 'E0020',
      message: 'no skill "note.md" found with --repo x',
      suggestion: 'rhachet run list shows what there is',
    },
  });
  const init = decideTarget(repo.dir, query('hooks/check', { kind: 'init', role: 'a' }));
  expect(JSON.parse(JSON.stringify(toJson(init)))).toEqual({
    call: 'init hooks/check --role a',
    status: 'resolved',
    selected: 'repo=x/role=a/init=hooks/check',
    candidates: [
      candidate('repo=x/role=a/inits/hooks/check.sh', 'repo=x/role=a/init=hooks/check', {
        status: 'accepted',
      }),
    ],
  });
});
