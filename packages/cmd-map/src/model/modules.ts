// Modules as their files declare them, put together.
import type { ModuleDeclaration } from './types.ts';

/** A module may be spread over several files. */
export function mergeModules(modules: ModuleDeclaration[]): Map<string, ModuleDeclaration> {
  const merged = new Map<string, ModuleDeclaration>();
  for (const module of modules) {
    const known = merged.get(module.name);
    const imports = [known, module].flatMap((one) => one?.imports ?? []);
    const hasImports = known?.imports !== undefined || module.imports !== undefined;
    merged.set(module.name, { name: module.name, ...(hasImports ? { imports } : {}) });
  }
  return merged;
}
