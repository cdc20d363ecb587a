// shellcheck over everything that is written in shell.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const packages = join(import.meta.dirname, '../..');

const shellFiles = [
  'runtime',
  'rhachet',
  'cmd-run',
  'cmd-roles',
  'cmd-all',
  'cmd-services',
  'cmd-map',
  'cmd-objects',
].flatMap((name) =>
  readdirSync(join(packages, name, 'bin')).map((file) => join(packages, name, 'bin', file)),
);

it.each(shellFiles)('%s', (file) => {
  // .shellcheckrc at the root says what is allowed, and why.
  expect(execFileSync('shellcheck', [file], { encoding: 'utf8' })).toBe('');
});
