// A project with role packages in its node_modules, for the tests.
import { type Files, makeRepo, type Repo } from '@rhachet/testing';

/** Package name to its files; a `package.json` is added. */
export type Packages = Record<string, Files>;

export const MECHANIC = `slug: acme
readme: readme.md
roles:
  - slug: mechanic
    readme: roles/mechanic/readme.md
    briefs:
      dirs: roles/mechanic/briefs
    skills:
      dirs: roles/mechanic/skills
    inits:
      dirs: roles/mechanic/inits
`;

const ROLE = 'roles/mechanic';

/** What `MECHANIC` declares: 2 briefs, 2 skills, 1 init. */
export const mechanic = (manifest = MECHANIC): Files => ({
  'rhachet.repo.yml': manifest,
  'readme.md': '# acme',
  [`${ROLE}/readme.md`]: '# mechanic',
  [`${ROLE}/briefs/one.md`]: '# one',
  [`${ROLE}/briefs/deep/two.md`]: '# two',
  [`${ROLE}/skills/fix.sh`]: '#!/bin/sh\necho fixed\n',
  [`${ROLE}/skills/deep/oil.sh`]: '#!/bin/sh\necho oiled\n',
  [`${ROLE}/inits/setup.sh`]: '#!/bin/sh\necho set up\n',
});

const prefixed = (lead: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [`${lead}/${path}`, content]));

/** The packages in node_modules, listed in package.json. */
export function makeProject(packages: Packages, more: Files = {}): Repo {
  const names = Object.keys(packages);
  const installed = names.map((name) => {
    const files = { 'package.json': JSON.stringify({ name, version: '1.0.0' }), ...packages[name] };
    return prefixed(`node_modules/${name}`, files);
  });
  const devDependencies = Object.fromEntries(names.map((name) => [name, '1.0.0']));
  return makeRepo({
    'package.json': JSON.stringify({ devDependencies }),
    ...(Object.assign({}, ...installed) as Files),
    ...more,
  });
}
