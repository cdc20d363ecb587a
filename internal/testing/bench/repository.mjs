// The repositories that are measured: so many skills in so many roles, one of which prints "hi", an hour old.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const HI = '.agent/repo=.this/role=r0/skills/hi.sh';
const HI_TEXT = '#!/bin/sh\necho hi\n';
const GROUPS = 6;

function age(dir, then) {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) age(path, then);
    else utimesSync(path, then, then);
  }
  utimesSync(dir, then, then);
}

/** `nested`: the skills of a role are in six directories, as people keep them. */
export function makeRepository({ skills, roles, nested = false, files = {} }) {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'rhachet-bench-')));
  const script = (path, text) => {
    mkdirSync(join(dir, dirname(path)), { recursive: true });
    writeFileSync(join(dir, path), text);
    chmodSync(join(dir, path), 0o755);
  };
  mkdirSync(join(dir, '.git'));
  for (let at = 1; at < skills; at += 1) {
    const group = nested ? `group${at % GROUPS}/` : '';
    script(`.agent/repo=.this/role=r${at % roles}/skills/${group}skill-${at}.sh`, '#!/bin/sh\n');
  }
  script(HI, HI_TEXT);
  script('hi.sh', HI_TEXT);
  for (const [path, text] of Object.entries(files)) script(path, text);
  age(dir, new Date(Date.now() - 3_600_000));
  return dir;
}
