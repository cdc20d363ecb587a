// A role package, for the tests.
import type { Files } from '@rhachet/testing';

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
