// What makes a role package unusable once it is published, found before that.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { walk } from '@rhachet/agent-dir';
import type { Hook, RepoManifest, RoleManifest } from '@rhachet/agent-dir/link';
import { EXIT, Failure } from '@rhachet/kit';

const bad = (message: string, details: string[], hint: string): Failure =>
  new Failure(message, { code: 'BAD_ROLES', exit: EXIT.badData, details, hint });

const filesIn = (root: string, dirs: string[]): string[] =>
  dirs.flatMap((dir) => [...walk(join(root, dir))].map((file) => join(root, dir, file))).sort();

function checkExecutable(root: string, roles: RoleManifest[]): void {
  const broken = filesIn(
    root,
    roles.flatMap(({ skills }) => skills),
  ).filter((file) => file.endsWith('.sh') && (statSync(file).mode & 0o111) === 0);
  if (broken.length > 0)
    throw bad(
      'non-executable skill files detected',
      broken.map((file) => `- ${file}`),
      'run `chmod +x <path>` for each file, and let git keep the bit',
    );
}

function checkBriefs(root: string, roles: RoleManifest[]): void {
  const orphans = filesIn(
    root,
    roles.flatMap(({ briefs }) => briefs),
  ).filter((file) => file.endsWith('.md.min') && !existsSync(file.slice(0, -'.min'.length)));
  if (orphans.length > 0)
    throw bad(
      'orphan .md.min file(s) detected without .md source:',
      orphans.map((file) => `- ${file}`),
      'each .md.min file needs the .md file that it shortens',
    );
}

const isBoot = ({ command }: Hook): boolean => /\broles\s+boot\b/.test(command);

function bootsRole({ command }: Hook, slug: string): boolean {
  const [, roles = ''] = /\s(?:--role|-r)[\s=]+(\S+)/.exec(command) ?? [];
  return roles
    .replace(/^["']|["']$/g, '')
    .split(',')
    .includes(slug);
}

/** Why the content of a role never reaches an agent; `undefined` where it does. */
function bootFault({ slug, hooks, briefs, skills }: RoleManifest): string | undefined {
  if (briefs.length + skills.length === 0) return undefined;
  const onBoot = hooks?.onBoot ?? [];
  if (onBoot.length === 0) return 'no-hook-declared';
  const boots = onBoot.filter(isBoot);
  if (boots.length === 0) return 'absent-roles-boot-command';
  return boots.some((hook) => bootsRole(hook, slug)) ? undefined : 'wrong-role-name';
}

function checkBoot(roles: RoleManifest[]): void {
  const faults = roles.flatMap((role) => {
    const reason = bootFault(role);
    return reason === undefined ? [] : [`- ${role.slug}: ${reason}`];
  });
  if (faults.length > 0)
    throw bad(
      'roles with bootable content but no valid boot hook',
      faults,
      'a role with briefs or skills needs an onBoot hook that runs: rhachet roles boot --role <role>',
    );
}

function checkHooks(roles: RoleManifest[]): void {
  const slow = roles.flatMap(({ slug, hooks = {} }) =>
    Object.values(hooks)
      .flatMap((list: Hook[]) => list)
      .filter(({ command }) => /\bnpx\s.*\b(rhachet|rhx)\b/.test(command))
      .map(({ command }) => `- ${slug}: ${command}`),
  );
  if (slow.length > 0)
    throw bad(
      'hooks that call rhachet through npx',
      slow,
      'npx takes 150 to 250 ms and can fail: call ./node_modules/.bin/rhachet',
    );
}

/** Throws a `Failure` (exit 65) that lists everything of the first kind of fault. */
export function checkRegistry(root: string, { roles }: RepoManifest): void {
  checkExecutable(root, roles);
  checkBriefs(root, roles);
  checkBoot(roles);
  checkHooks(roles);
}
