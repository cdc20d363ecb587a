// rhachet.repo.yml: what is read, and how what is wrong is told, with its position.
import { execFileSync } from 'node:child_process';
import { EXIT, isFailure } from '@rhachet/kit';
import { makeRepo, type Repo } from '@rhachet/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MECHANIC } from './package.fixture.ts';
import { readManifest } from './read-manifest.ts';

let repo: Repo;
beforeEach(() => (repo = makeRepo()));
afterEach(() => repo.remove());

function read(text: string) {
  repo.write({ 'm.yml': text });
  return readManifest(repo.path('m.yml'));
}

/** The message of the failure, its file cut off. */
function fault(text: string): string {
  try {
    return JSON.stringify(read(text));
  } catch (error) {
    if (!isFailure(error)) throw error;
    expect(error.exit).toBe(EXIT.badConfig);
    return error.message.replace(repo.path('m.yml'), '');
  }
}

it('every field', () => {
  const hook = { command: 'rhachet roles boot --role a', timeout: 'PT30S' };
  const guard = { command: 'check', filter: { what: 'Bash', when: 'before' } };
  const text = `slug: acme
readme: readme.md
roles:
  - slug: a
    name: A
    purpose: to be first
    readme: a/readme.md
    briefs: { dirs: [a/briefs, b/more] }
    skills: { dirs: a/skills }
    inits: { dirs: [], exec: [a/inits/x.sh, { cmd: a/inits/y.sh --fast }] }
    boot: a/boot.yml
    keyrack: { uri: a/keyrack.yml }
    hooks:
      onBrain:
        onBoot: [${JSON.stringify(hook)}]
        onTool: [${JSON.stringify(guard)}]
  - slug: b
    unknown: field
`;
  expect(read(text)).toEqual({
    slug: 'acme',
    readme: 'readme.md',
    roles: [
      {
        slug: 'a',
        name: 'A',
        purpose: 'to be first',
        readme: 'a/readme.md',
        briefs: ['a/briefs', 'b/more'],
        skills: ['a/skills'],
        inits: [],
        lists: ['briefs', 'inits'],
        exec: ['a/inits/x.sh', 'a/inits/y.sh --fast'],
        boot: 'a/boot.yml',
        keyrack: 'a/keyrack.yml',
        hooks: { onBoot: [hook], onTool: [guard] },
      },
      {
        slug: 'b',
        briefs: [],
        skills: [],
        inits: [],
        lists: ['briefs', 'skills', 'inits'],
        exec: [],
      },
    ],
  });
});

const role = (lines: string): string => `slug: acme\nroles:\n  - slug: a\n${lines}`;

it.each([
  ['', ':1:1: expected slug and roles'],
  ['just a text', ':1:1: expected slug and roles'],
  ['slug: acme\n', ':1:1: roles: is missing'],
  ['roles: []\n', ':1:1: slug: is missing'],
  ['slug: acme\nroles: none\n', ':2:8: roles: expected a list of roles'],
  ['slug: 3\nroles: []\n', ':1:7: slug: expected a name'],
  [
    'slug: acme\nroles:\n  - slug: a\n  - slug: b\n  - slug: a\n',
    ':5:11: roles[2].slug: role "a" is declared twice',
  ],
  [
    role('    briefs: { dirs: 3 }\n'),
    ':4:21: roles[0].briefs.dirs: expected a path or a list of paths',
  ],
  [
    role('    briefs: { dirs: [x, 3] }\n'),
    ':4:21: roles[0].briefs.dirs: expected a path or a list of paths',
  ],
  [role('    inits: { exec: run }\n'), ':4:20: roles[0].inits.exec: expected a list of commands'],
  [role('    readme: ""\n'), ':4:13: roles[0].readme: is empty'],
  [
    role('    hooks: { onBrain: { onStop: { command: x } } }\n'),
    ':4:33: roles[0].hooks.onBrain.onStop: expected a list of hooks',
  ],
  [role('    readme: ../x\n'), ':4:13: roles[0].readme: "../x" leads out of the package'],
  [role('    boot: /etc/passwd\n'), ':4:11: roles[0].boot: "/etc/passwd" leads out of the package'],
  [
    role('    skills:\n      dirs:\n        - ok\n        - a/../../b\n'),
    ':7:11: roles[0].skills.dirs[1]: "a/../../b" leads out of the package',
  ],
  ['slug: "a\nroles: [', ':2:9: '],
  ['slug: a\nslug: b\nroles: []\n', ':2:1: Map keys must be unique'],
  ['slug: *gone\nroles: []\n', ':1:1: Unresolved alias'],
])('%j: %s', (text, expected) => {
  expect(fault(text)).toMatch(expected);
  expect(fault(text).startsWith(expected)).toBe(true);
});

it.each([
  '../x',
  'a/b',
  '.hidden',
  '..',
  '.',
  'a b',
  'a,b',
  '+a',
  '-a',
  '',
  'a\\b',
  'a\0b',
  'a..b',
  '.this',
])('a slug may not be %j', (slug) => {
  expect(fault(`slug: ${JSON.stringify(slug)}\nroles: []\n`)).toMatch(/^:1:7: slug: /);
  expect(fault(`slug: a\nroles:\n  - slug: ${JSON.stringify(slug)}\n`)).toMatch(
    /^:3:11: roles\[0\]\.slug: /,
  );
});

it.each(['ehmpathy', 'a.b', 'a_b', 'Über', 'role+1', 'v2@x'])('a slug may be %j', (slug) => {
  expect(read(`slug: ${slug}\nroles: []\n`)).toEqual({ slug, roles: [] });
});

it('too large, too deep, a bomb of aliases, no file: refused, not read', () => {
  expect(fault(`slug: a\nroles: []\n# ${'x'.repeat(1_000_000)}`)).toMatch(/has 1000020 bytes/);
  expect(fault(`slug: a\nroles: ${'['.repeat(200_000)}`)).toMatch(/nested too deeply|^:\d+:\d+: /);
  const bomb = Array.from(
    { length: 40 },
    (_, at) => `k${at + 1}: &k${at + 1} [*k${at}, *k${at}, *k${at}]`,
  );
  expect(fault(`k0: &k0 [x]\n${bomb.join('\n')}\nslug: a\nroles: *k40\n`)).toMatch(/alias/);
  execFileSync('mkfifo', [repo.path('fifo')]);
  expect(() => readManifest(repo.path('fifo'))).toThrow('is not a file');
});

it('whatever it says, it is read or refused', () => {
  let seed = 1;
  const random = (below: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  const pieces = [
    '[',
    ']',
    '{',
    '}',
    ':',
    '- ',
    '&a ',
    '*a',
    '|',
    '"',
    "'",
    '\t',
    '\0',
    '\n',
    '!!set ',
    '? ',
    '<<: ',
    'é',
  ];
  const refused = new Set<boolean>();
  for (let run = 0; run < 400; run += 1) {
    let text = MECHANIC;
    for (let edit = random(4); edit >= 0; edit -= 1) {
      const at = random(text.length);
      text = text.slice(0, at) + (pieces[random(pieces.length)] ?? '') + text.slice(at + random(3));
    }
    refused.add(fault(text).startsWith(':'));
  }
  expect([...refused].sort()).toEqual([false, true]);
});
