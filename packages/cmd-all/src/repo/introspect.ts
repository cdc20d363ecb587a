// repo introspect: writes rhachet.repo.yml from what the package's JavaScript declares.
import { basename, isAbsolute, join, resolve } from 'node:path';
import type { RepoManifest, RoleManifest } from '@rhachet/agent-dir/link';
import { type Call, EXIT, Failure, type Outcome } from '@rhachet/kit';
import { stringify } from '#yaml';
import { isObject, type JsonFile, type JsonObject, writeJsonFile } from '../json-file.ts';
import { replaceFile } from '../write-file.ts';
import { checkRegistry } from './checks.ts';
import { ownPackage, within } from './role-package.ts';

const FILE = 'rhachet.repo.yml';

/** Paths become relative to the package: that is what is published. */
function localPath(dir: string, path: string): string {
  const local = within(dir, path);
  if (local !== undefined) return local;
  throw new Failure(`"${path}" leads out of the package`, {
    code: 'BAD_ROLES',
    exit: EXIT.badData,
    hint: `only what is below ${dir} is published`,
  });
}

function localCommand(dir: string, command: string): string {
  const [, path = '', rest = ''] = /^(\S+)(.*)$/s.exec(command) ?? [];
  return isAbsolute(path) ? localPath(dir, path) + rest : command;
}

function localRole(dir: string, role: RoleManifest): RoleManifest {
  const all = (paths: string[]): string[] => paths.map((path) => localPath(dir, path));
  const { readme, boot, keyrack, briefs, skills, inits, exec } = role;
  return {
    ...role,
    ...(readme === undefined ? {} : { readme: localPath(dir, readme) }),
    ...(boot === undefined ? {} : { boot: localPath(dir, boot) }),
    ...(keyrack === undefined ? {} : { keyrack: localPath(dir, keyrack) }),
    briefs: all(briefs),
    skills: all(skills),
    inits: all(inits),
    exec: exec.map((command) => localCommand(dir, command)),
  };
}

function localManifest(dir: string, { slug, readme, roles }: RepoManifest): RepoManifest {
  return {
    slug,
    ...(readme === undefined ? {} : { readme: localPath(dir, readme) }),
    roles: roles.map((role) => localRole(dir, role)),
  };
}

const isUsed = (value: unknown): boolean =>
  value !== undefined &&
  (!isObject(value) || Object.values(value).some((one) => one !== undefined));

const used = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => isUsed(one)));

function roleYaml(role: RoleManifest): JsonObject {
  const dirs = (kind: 'briefs' | 'skills' | 'inits'): string | string[] | undefined =>
    role.lists.includes(kind) && role[kind].length > 0 ? role[kind] : role[kind][0];
  const { slug, readme, exec, boot, keyrack, hooks } = role;
  return used({
    slug,
    readme,
    briefs: { dirs: dirs('briefs') },
    skills: { dirs: dirs('skills') },
    inits: used({ dirs: dirs('inits'), exec: exec.length > 0 ? exec : undefined }),
    boot,
    keyrack,
    hooks: { onBrain: hooks },
  });
}

const toYaml = ({ slug, readme, roles }: RepoManifest): string =>
  stringify(used({ slug, readme, roles: roles.map(roleYaml) }), { lineWidth: 0 });

/** A package that limits what it exports must export its package.json, by which it is found. */
function withPackageJson(exported: unknown): unknown {
  const self = { './package.json': './package.json' };
  if (exported === undefined) return undefined;
  const paths = isObject(exported) && Object.keys(exported).every((key) => key.startsWith('.'));
  return paths
    ? { ...exported, ...('./package.json' in exported ? {} : self) }
    : { '.': exported, ...self };
}

/** Publishes the manifest with the package. */
function declare(file: JsonFile, manifest: string): boolean {
  const { files, exports: exported } = file.value;
  const listed =
    Array.isArray(files) && !files.includes(manifest) ? [...(files as unknown[]), manifest] : files;
  return writeJsonFile(file, {
    ...file.value,
    ...(files === undefined ? {} : { files: listed }),
    ...(exported === undefined ? {} : { exports: withPackageJson(exported) }),
  });
}

export async function introspect({
  options: { output = FILE },
  json,
}: Pick<Call, 'json'> & { options: { output?: string } }): Promise<Outcome> {
  const { dir, name, packageJson, registry } = await ownPackage('repo introspect');
  const manifest = localManifest(dir, registry);
  checkRegistry(dir, manifest);
  const yaml = toYaml(manifest);
  if (output === '-') return { print: json ? `${JSON.stringify(manifest)}\n` : yaml };
  const path = output === FILE ? join(dir, FILE) : resolve(output);
  replaceFile(path, yaml);
  const published = path === join(dir, basename(path));
  const declared = published && declare(packageJson, basename(path));
  if (json) return { print: `${JSON.stringify({ path, declared, manifest })}\n` };
  return {
    print: `
🔭 Load getRoleRegistry from ${name}...

✨ Generate manifest for "${registry.slug}"...
   ├─ wrote ${path}
   └─ package.json ${declared ? 'updated: it publishes the manifest' : 'unchanged'}

`,
  };
}
