// Where a class comes from: its class file, code in TypeScript or C that lies over it, the standard classes.
import type { ClassModules } from '../class-modules/class-modules.ts';
import type { Machine } from '../evaluate/machine.ts';
import type { Plugins } from '../native/plugins.ts';
import { TrashError } from '../values/trash-error.ts';
import { classPath, modulePath, pluginPath, readClass } from './class-files.ts';
import { mergedWith } from './merged.ts';
import type { FindParts } from './registry.ts';
import type { ClassParts } from './trash-class.ts';

export interface ClassFinderOptions {
  readonly directories: readonly string[];
  readonly standard: FindParts;
  readonly machine: () => Machine;
  readonly modules: () => ClassModules;
  readonly plugins: () => Plugins;
}

export function classFinder(options: ClassFinderOptions): FindParts {
  const { directories, standard, machine } = options;
  return (name) => {
    const path = classPath(name, directories);
    const file =
      path === null ? null : mergedWith(readClass(path, machine()).parts, standard(name));
    const module = modulePath(name, directories);
    const plugin = pluginPath(name, directories);
    if (module === null && plugin === null) return file ?? standard(name);
    if ('bun' in process.versions) return withCode({ name, file, module, plugin }, options);
    if (file) return file;
    const what = plugin === null ? 'classes in TypeScript' : 'plugins in C';
    throw new TrashError(
      'PluginError',
      `${plugin ?? module ?? ''}: ${what} need Bun, and this is Node`,
    );
  };
}

interface Found {
  readonly name: string;
  readonly file: ClassParts | null;
  readonly module: string | null;
  readonly plugin: string | null;
}

function withCode(
  { name, file, module, plugin }: Found,
  { standard, modules, plugins }: ClassFinderOptions,
): ClassParts | null {
  const parts = module === null ? null : modules().partsFor(name, module, file);
  const base = parts && !file ? mergedWith(parts, standard(name)) : (parts ?? file);
  return plugin === null ? base : plugins().partsFor(name, plugin, base);
}
