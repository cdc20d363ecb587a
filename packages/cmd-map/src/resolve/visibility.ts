// Which overloads a call can mean: those of its name, restricted by a qualified name; and which of them its module sees.
import type { DispatchMap } from '../model/dispatch-map.ts';
import type { Overload } from '../model/types.ts';
import type { Entry, Family } from './family.ts';

export interface Named {
  family: Family;
  /** In the order of their declarations. */
  entries: Entry[];
}

const dotted = (symbol: string): string => symbol.replaceAll('::', '.');

/** Whether `m` in `m.f` means this overload: its module, the last parts of it, its type or its trait. */
function isOf(overload: Overload, qualifier: string): boolean {
  const { module, method } = overload;
  if (module !== undefined && `.${module}`.endsWith(`.${qualifier}`)) return true;
  return method !== undefined && (method.type === qualifier || method.trait === qualifier);
}

/** The module that a name stands for where the caller's imports rename it. */
function renamed(map: DispatchMap, module: string | undefined, name: string): string {
  const imports = (module === undefined ? undefined : map.module(module)?.imports) ?? [];
  return imports.find(({ as }) => as === name)?.from ?? name;
}

/** `undefined` where nothing bears the name. */
export function findNamed(map: DispatchMap, symbol: string, module?: string): Named | undefined {
  const name = dotted(symbol);
  const whole = map.family(name);
  if (whole) return { family: whole, entries: whole.entries };
  const dot = name.lastIndexOf('.');
  if (dot < 0) return undefined;
  const family = map.family(name.slice(dot + 1));
  const qualifier = renamed(map, module, name.slice(0, dot));
  const entries = family?.entries.filter(({ overload }) => isOf(overload, qualifier)) ?? [];
  return family && entries.length > 0 ? { family, entries } : undefined;
}

/** A module sees its own overloads, and the public ones of what it imports; without a module everything is seen. */
export function isVisible(map: DispatchMap, overload: Overload, from: string | undefined): boolean {
  const { module, visibility, name } = overload;
  if (from === undefined || module === undefined || module === from) return true;
  if (visibility === 'private') return false;
  const imports = map.module(from)?.imports;
  if (!imports) return true;
  return imports.some(
    (one) =>
      one.from === module &&
      (!one.names || one.names.some((each) => (each.as ?? each.name) === name)),
  );
}
