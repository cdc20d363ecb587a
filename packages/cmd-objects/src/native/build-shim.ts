// libtrashtalk: C of ours, built once per machine and version with the compiler that is there.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { userInfo } from 'node:os';
import { shimSource } from './shim-table.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const FLAGS = ['-std=c11', '-O2', '-fPIC', '-shared', '-pthread'];

/** As `CC` says, else what there is. */
const compilers = ({ CC }: Environment): string[][] =>
  [CC?.split(/\s+/).filter(Boolean) ?? [], ['cc'], ['gcc'], ['clang']].filter(
    (words) => words.length > 0,
  );

/** The user's own, for what is built; made when it is not there. @throws Error for one that others may write to */
export function cacheDirectory(environment: Environment): string {
  const { XDG_CACHE_HOME, HOME } = environment;
  const cache = XDG_CACHE_HOME?.startsWith('/') ? XDG_CACHE_HOME : `${HOME ?? ''}/.cache`;
  const dir = join(cache, 'rhachet', 'objects');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const stats = statSync(dir);
  if (stats.uid === userInfo().uid && (stats.mode & 0o022) === 0) return dir;
  throw new Error(`${dir} is open to other users: chmod 700 ${dir}`);
}

/**
 * The path of the shim, which is built where it is not there yet.
 * @throws Error in one line, where it cannot be built
 */
export function builtShim(environment: Environment): string {
  const source = shimSource();
  const key = createHash('sha256')
    .update([source, process.platform, process.arch, environment.CC ?? '', ...FLAGS].join('\0'))
    .digest('hex');
  const dir = cacheDirectory(environment);
  const path = join(dir, `libtrashtalk-${key.slice(0, 32)}.so`);
  if (!existsSync(path)) compileShared({ source, path, environment });
  return path;
}

export interface Build {
  readonly source: string;
  readonly path: string;
  readonly environment: Environment;
}

/** Beside, then renamed: who comes meanwhile finds none or all of it. @throws Error in one line */
export function compileShared({ source, path, environment }: Build): void {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const draft = `${path}.${process.pid}`;
  writeFileSync(`${draft}.c`, source, { mode: 0o600 });
  try {
    for (const [name = '', ...given] of compilers(environment)) {
      const args = [...given, ...FLAGS, '-o', draft, `${draft}.c`, '-ldl'];
      const ran = spawnSync(name, args, { encoding: 'utf8', env: { ...environment } });
      if (ran.error) continue;
      if (ran.status !== 0) throw new Error(`${name} cannot build it: ${firstError(ran.stderr)}`);
      renameSync(draft, path);
      return;
    }
  } finally {
    rmSync(`${draft}.c`, { force: true });
    rmSync(draft, { force: true });
  }
  throw new NoCompiler(
    'it is built with a C compiler, once, and there is no cc, gcc or clang in PATH',
  );
}

export class NoCompiler extends Error {}

const firstError = (text: string): string =>
  text.split('\n').find((line) => line.includes('error')) ?? text.slice(0, 200);
