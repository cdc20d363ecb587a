// A release is made in a copy of the work tree: what is uncommitted comes along, and the user's own files, index and
// branches stay as they are.
import { cp, mkdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

/** Without refreshing the index, which would write to it. */
const git = (root, ...args) =>
  execa('git', ['-C', root, ...args], { env: { GIT_OPTIONAL_LOCKS: '0' } });

const list = ({ stdout }) => stdout.split('\0').filter((name) => name !== '');

/** The files that are not as HEAD has them, and those that git does not know and does not ignore. */
export async function uncommitted(root) {
  const changed = await git(root, 'diff', '--name-only', '--no-renames', '-z', 'HEAD');
  const unknown = await git(root, 'ls-files', '--others', '--exclude-standard', '-z');
  return [...list(changed), ...list(unknown)];
}

async function bring(name, { from, to }) {
  const target = join(to, name);
  await rm(target, { recursive: true, force: true });
  if (!existsSync(join(from, name))) return;
  await mkdir(dirname(target), { recursive: true });
  await cp(join(from, name), target, { verbatimSymlinks: true });
}

/** Copies the work tree of `root`, with its history (changelogs name commits), to `copy`, which must not exist. */
export async function copyWorkTree(root, copy) {
  await execa('git', ['clone', '--quiet', '--local', root, copy]);
  for (const name of await uncommitted(root)) await bring(name, { from: root, to: copy });
}
