// A link, then a call: the call sees what was linked, whatever the index knew before.
import { readFileSync, writeFileSync } from 'node:fs';
import { installedBin, run, makeProject } from '@rhachet/testing';
import { expect, it } from 'vitest';

const rhachet = installedBin('rhachet');

const manifest = (skills: string): string =>
  `slug: acme\nreadme: readme.md\nroles:\n  - slug: mechanic\n    readme: readme.md\n    skills:\n      dirs: ${skills}\n`;

it('in a loop, between two versions whose files are older than the index', async () => {
  const repo = makeProject({
    'rhachet-roles-acme': {
      'rhachet.repo.yml': manifest('one'),
      'readme.md': '# acme',
      'one/which.sh': '#!/bin/sh\necho one\n',
      'two/deep/which.sh': '#!/bin/sh\necho two\n',
    },
  });
  const file = repo.path('node_modules/rhachet-roles-acme/rhachet.repo.yml');
  const call = (words: string[]) => run([rhachet, ...words], { cwd: repo.dir });
  for (let at = 0; at < 20; at += 1) {
    const version = at % 2 === 0 ? 'one' : 'two';
    writeFileSync(file, manifest(version));
    expect(await call(['roles', 'link', '--role', 'mechanic'])).toMatchObject({ code: 0 });
    const skill = ['run', '--skill', 'which'];
    expect(await call(skill)).toMatchObject({ code: 0, stdout: `${version}\n` });
    repo.age();
    // Through the runtime, which writes the index; then without it.
    for (let times = 0; times < 2; times += 1) {
      expect(await call(skill)).toMatchObject({ code: 0, stdout: `${version}\n` });
    }
  }
  const index = `${process.env.XDG_CACHE_HOME ?? ''}/rhachet/1${repo.dir}/=index`;
  expect(readFileSync(index, 'utf8')).toContain("'skill which')");
  repo.remove();
});
