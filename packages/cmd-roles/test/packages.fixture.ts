// A role package, for the acceptance tests.
import type { Files } from '@rhachet/testing';

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
