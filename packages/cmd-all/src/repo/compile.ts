// repo compile: copies what roles consist of beside the compiled JavaScript of their package.
import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { walk } from '@rhachet/agent-dir';
import type { RoleManifest } from '@rhachet/agent-dir/link';
import { type Call, EXIT, Failure, type Outcome, usage } from '@rhachet/kit';
import picomatch from 'picomatch';
import { ownPackage, within } from './role-package.ts';

interface Options {
  from?: string;
  into?: string;
  include?: string[];
  exclude?: string[];
}

/** What is copied of each kind; a file that can be executed is a skill or an init, whatever its name is. */
const INCLUDED = {
  briefs: ['**/*.md', '**/*.min'],
  skills: ['**/*.sh', '**/*.ts', '**/*.jsonc', '**/template/**', '**/templates/**'],
  inits: ['**/*.sh', '**/*.ts', '**/*.jsonc'],
};
const EXCLUDED = ['**/.*', '**/.*/**', '**/__test_*/**', '**/*.test.*'];

type Kind = keyof typeof INCLUDED;

interface Work {
  from: string;
  into: string;
  options: Options;
}

const noInput = (message: string, hint: string): Failure =>
  new Failure(message, { code: 'NO_INPUT', exit: EXIT.noInput, hint });

/** Patterns are relative to the directory of the role, or to --from. */
function matcher(patterns: string[]): (paths: string[]) => boolean {
  const matches = picomatch(patterns, { dot: true });
  return (paths) => patterns.length > 0 && paths.some((path) => matches(path));
}

function isWanted(kind: Kind, { include = [], exclude = [] }: Options) {
  const usual = matcher(INCLUDED[kind]);
  const never = matcher(EXCLUDED);
  const rescued = matcher(include);
  const refused = matcher(exclude);
  return (paths: string[], executable: boolean): boolean => {
    const isUsual = usual(paths) || (kind !== 'briefs' && executable);
    return !refused(paths) && (rescued(paths) || (isUsual && !never(paths)));
  };
}

const isExecutable = (file: string): boolean => (statSync(file).mode & 0o111) !== 0;

/**
 * Where a role's path is below --from. A package loaded from --into has absolute paths there; relative ones start at
 * --from.
 */
function below({ from, into }: Work, path: string): string | undefined {
  if (!isAbsolute(path)) return within(from, path);
  return within(into, path) ?? within(from, path);
}

function requireBelow(
  work: Work,
  role: RoleManifest,
  named: { what: string; path: string },
): string {
  const { what, path } = named;
  const local = below(work, path);
  if (local !== undefined && existsSync(join(work.from, local))) return local;
  throw noInput(
    `${what} not found: ${path}`,
    `role "${role.slug}" declares it; it is looked for in ${work.from}`,
  );
}

function filesOfKind(work: Work, role: RoleManifest, kind: Kind): string[] {
  const wanted = isWanted(kind, work.options);
  return role[kind].flatMap((path) => {
    const dir = requireBelow(work, role, { what: `${kind} dir`, path });
    return [...walk(join(work.from, dir))]
      .filter((file) => wanted([file, join(dir, file)], isExecutable(join(work.from, dir, file))))
      .map((file) => join(dir, file));
  });
}

/** Every file of a role, relative to --from. */
function filesOf(work: Work, role: RoleManifest): string[] {
  const kinds = (['briefs', 'skills', 'inits'] as const).flatMap((kind) =>
    filesOfKind(work, role, kind),
  );
  const single = (['readme', 'boot', 'keyrack'] as const).flatMap((key) => {
    const path = role[key];
    return path === undefined ? [] : [requireBelow(work, role, { what: key, path })];
  });
  return [...new Set([...kinds, ...single])].sort();
}

function copy({ from, into }: Work, file: string): void {
  const target = join(into, file);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(join(from, file), target);
}

function readOptions(dir: string, options: Options): Work {
  if (options.from === undefined || options.into === undefined)
    throw usage(
      '--from and --into are required',
      'e.g. rhachet repo compile --from src --into dist',
    );
  const from = resolve(options.from);
  const into = resolve(options.into);
  for (const [name, path] of [
    ['--from', from],
    ['--into', into],
  ] as const)
    if (within(dir, path) === undefined)
      throw usage(`${name} must be within the package`, `which is ${dir}`);
  if (!existsSync(from)) throw noInput('--from directory not found', `there is no ${from}`);
  if (from === into) throw usage('--from and --into are the same directory');
  return { from, into, options };
}

/** Decides every file before it copies the first. */
export async function compile({
  options,
  json,
}: Pick<Call, 'json'> & { options: Options }): Promise<Outcome> {
  const { dir, name, registry } = await ownPackage('repo compile');
  const work = readOptions(dir, options);
  const roles = registry.roles.map((role) => ({ role: role.slug, files: filesOf(work, role) }));
  const readme = registry.readme === undefined ? undefined : below(work, registry.readme);
  const own = readme !== undefined && existsSync(join(work.from, readme)) ? [readme] : [];
  const files = new Set([...own, ...roles.flatMap((one) => one.files)]);
  for (const file of files) copy(work, file);
  if (json) return { print: `${JSON.stringify({ into: work.into, roles })}\n` };
  const lines = roles.map((one) => `   + ${one.role}: ${one.files.length} file(s)\n`);
  const into = relative(process.cwd(), work.into);
  return {
    print: `
🔭 Load getRoleRegistry from ${name}...

📦 Compile artifacts for ${roles.length} role(s)...
${lines.join('')}
🌊 Done, compiled ${files.size} file(s) to ${into}

`,
  };
}
