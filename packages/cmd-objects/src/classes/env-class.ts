// Env: the variables of the environment, as methods and bash see them.
import type { ObjectSpace } from '../space/object-space.ts';
import { TrashError } from '../values/trash-error.ts';
import { textOf, type Value } from '../values/value.ts';
import type { ClassDefinition, ClassMethod } from './define.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** @throws TrashError InvalidArgument */
function nameOf(value: Value | undefined): string {
  const name = textOf(value);
  if (NAME.test(name)) return name;
  throw new TrashError('InvalidArgument', `'${name}' cannot be the name of a variable`);
}

const get = (name: Value | undefined, space: ObjectSpace): string =>
  space.environment(nameOf(name)) ?? '';

const first = (names: readonly string[], space: ObjectSpace): string | undefined =>
  names.map((name) => space.environment(name)).find((value) => value !== undefined && value !== '');

const directories = (space: ObjectSpace): string[] =>
  (space.environment('PATH') ?? '').split(':').filter((directory) => directory !== '');

function isExecutable(path: string): boolean {
  const { accessSync, constants, statSync } = process.getBuiltinModule('node:fs');
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Not there, or not for us.
    return false;
  }
}

/** null when there is none. */
function which(name: string, space: ObjectSpace): string | null {
  if (name === '') return null;
  if (name.includes('/')) return isExecutable(name) ? name : null;
  return (
    directories(space)
      .map((directory) => `${directory}/${name}`)
      .find(isExecutable) ?? null
  );
}

const all = (prefix: string, { variables }: ObjectSpace): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[0].startsWith(prefix),
    ),
  );

const os = () => process.getBuiltinModule('node:os');

const is =
  (platform: NodeJS.Platform): ClassMethod =>
  () =>
    process.platform === platform;

export const envClass: ClassDefinition = {
  name: 'Env',
  classMethods: {
    'get:': (_self, [name], space) => get(name, space),
    'get:default:': (_self, [name, otherwise], space) => {
      const value = get(name, space);
      return value === '' ? otherwise : value;
    },
    'set:to:': (_self, [name, value], space) => {
      space.setEnvironment(nameOf(name), textOf(value));
    },
    'unset:': (_self, [name], space) => {
      space.setEnvironment(nameOf(name), undefined);
    },
    'has:': (_self, [name], space) => space.environment(nameOf(name)) !== undefined,
    'hasNonEmpty:': (_self, [name], space) => get(name, space) !== '',
    'which:': (_self, [name], space) => which(textOf(name), space),
    'hasExecutable:': (_self, [name], space) => which(textOf(name), space) !== null,
    pathComponents: (_self, _args, space) => directories(space),
    'addToPath:': (_self, [directory], space) => {
      space.setEnvironment('PATH', [textOf(directory), ...directories(space)].join(':'));
    },
    'appendToPath:': (_self, [directory], space) => {
      space.setEnvironment('PATH', [...directories(space), textOf(directory)].join(':'));
    },
    home: (_self, _args, space) => first(['HOME'], space) ?? os().homedir(),
    user: (_self, _args, space) => first(['USER'], space) ?? os().userInfo().username,
    shell: (_self, _args, space) => first(['SHELL'], space),
    cwd: () => process.cwd(),
    temp: (_self, _args, space) => first(['TMPDIR'], space) ?? '/tmp',
    editor: (_self, _args, space) => first(['EDITOR', 'VISUAL'], space) ?? 'vi',
    hostname: () => os().hostname(),
    os: () => (process.platform === 'linux' ? 'linux-gnu' : process.platform),
    isMac: is('darwin'),
    isLinux: is('linux'),
    all: (_self, _args, space) => all('', space),
    'allWithPrefix:': (_self, [prefix], space) => all(textOf(prefix), space),
  },
};
