// Which registry file a call means: the one it names, else the nearest one upwards, else the user's own.
import { EXIT, Failure } from '@rhachet/kit';
import { files } from '#files';

const NAMES = ['routes/registry.yaml', 'registry.yaml'];

type Environment = Record<string, string | undefined>;

export interface Where {
  /** What `--registry` says. */
  named?: string | undefined;
  cwd: string;
  env?: Environment;
}

const join = (dir: string, name: string): string => (dir === '/' ? `/${name}` : `${dir}/${name}`);

const parentOf = (dir: string): string => dir.slice(0, dir.lastIndexOf('/')) || '/';

/** The directory and its parents up to the git root; only the directory itself where there is no git root. */
function lookedAt(cwd: string): string[] {
  const dirs: string[] = [];
  for (let dir = cwd; ; dir = parentOf(dir)) {
    dirs.push(dir);
    if (files.exists(join(dir, '.git'))) return dirs;
    // Outside a repository a parent may belong to somebody else (/tmp/registry.yaml), and it says where requests go.
    if (dir === '/') return [cwd];
  }
}

function userRegistry({ XDG_CONFIG_HOME: xdg = '', HOME: home = '' }: Environment): string[] {
  if (xdg.startsWith('/')) return [`${xdg}/rhachet/registry.yaml`];
  return home.startsWith('/') ? [`${home}/.config/rhachet/registry.yaml`] : [];
}

function missing(message: string, hint: string, details: string[] = []): Failure {
  return new Failure(message, { code: 'NO_REGISTRY', exit: EXIT.noInput, hint, details });
}

/** The path that a flag or variable names, which must be there. */
function mustBe(path: string, cwd: string, hint: string): string {
  const absolute = path.startsWith('/') ? path : join(cwd, path);
  if (files.exists(absolute)) return absolute;
  throw missing(`there is no registry ${absolute}`, hint);
}

/**
 * The absolute path of the registry: `--registry`, `$RHACHET_ROUTES`, the nearest `routes/registry.yaml` or
 * `registry.yaml` upwards to the git root, the user's own. Throws a `Failure` (exit 66) that says where it looked.
 */
export function findRegistry({ named, cwd, env = process.env }: Where): string {
  if (named !== undefined) return mustBe(named, cwd, 'a path starts at the working directory');
  const { RHACHET_ROUTES: routes } = env;
  if (routes !== undefined && routes !== '') return mustBe(routes, cwd, 'RHACHET_ROUTES names it');
  const dirs = lookedAt(cwd);
  const own = userRegistry(env);
  const candidates = dirs.flatMap((dir) => NAMES.map((name) => join(dir, name)));
  const found = [...candidates, ...own].find((path) => files.exists(path));
  if (found !== undefined) return found;
  throw missing(
    'there is no registry',
    'write routes/registry.yaml, or name one: --registry FILE',
    [
      `looked for ${NAMES.join(' and ')} in ${dirs.join(', ')}`,
      ...own.map((path) => `looked for ${path}`),
    ],
  );
}
