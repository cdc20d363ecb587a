// Projects with role packages in node_modules, for the acceptance tests.
import { type Files, makeRepo, type Repo } from '@rhachet/testing';

const prefixed = (lead: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [`${lead}/${path}`, content]));

/** Each package in node_modules, listed in package.json. */
export function makeProject(packages: Record<string, Files>, more: Files = {}): Repo {
  const names = Object.keys(packages);
  const installed = names.map((name) =>
    prefixed(`node_modules/${name}`, {
      'package.json': JSON.stringify({ name }),
      ...packages[name],
    }),
  );
  return makeRepo({
    'package.json': JSON.stringify({
      dependencies: Object.fromEntries(names.map((n) => [n, '1'])),
    }),
    ...(Object.assign({}, ...installed) as Files),
    ...more,
  });
}

export const ACME: Files = {
  'rhachet.repo.yml': `slug: acme
readme: readme.md
roles:
  - slug: mechanic
    readme: mechanic/readme.md
    briefs: { dirs: mechanic/briefs }
    skills: { dirs: [mechanic/skills, mechanic/tools] }
    inits: { dirs: mechanic/inits, exec: [mechanic/inits/one.sh, mechanic/inits/two.sh] }
    boot: mechanic/boot.yml
  - slug: clerk
    readme: mechanic/readme.md
`,
  'readme.md': '# acme',
  'mechanic/readme.md': '# mechanic',
  'mechanic/boot.yml': '',
  'mechanic/briefs/one.md': '# one',
  'mechanic/skills/fix.sh': '#!/bin/sh\necho fixed\n',
  'mechanic/tools/oil.sh': '#!/bin/sh\necho oiled\n',
  'mechanic/inits/one.sh': '#!/bin/sh\necho one; echo one >>ran\n',
  'mechanic/inits/two.sh': '#!/bin/sh\necho two >&2; cat; echo two >>ran\n',
};
