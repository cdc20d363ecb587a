// A class of which a part is code, in C or TypeScript, and the rest a class file of the same name.
import type { CodeFile } from './latest-files.ts';
import type { ClassParts, Variable } from './trash-class.ts';

/** What the code does not have is as it is in the file. */
export function overFile(own: ClassParts, file: ClassParts | null, code: CodeFile): ClassParts {
  const plugin = { path: code.path, stamp: code.stamp, behind: file };
  if (!file) return { ...own, plugin };
  return {
    ...file,
    superclass: file.isTrait ? null : (file.superclass ?? own.superclass),
    traits: [...new Set([...file.traits, ...own.traits])],
    variables: [...file.variables, ...missing(own.variables, file.variables)],
    classVariables: [...file.classVariables, ...missing(own.classVariables, file.classVariables)],
    methods: new Map([...file.methods, ...own.methods]),
    classMethods: new Map([...file.classMethods, ...own.classMethods]),
    testMethods: new Map([...file.testMethods, ...own.testMethods]),
    aliases: new Map([...file.aliases, ...own.aliases]),
    // Of both, it would run twice where one was compiled from the other.
    advice: own.advice.length > 0 ? own.advice : file.advice,
    requires: [...file.requires, ...own.requires],
    pragmas: [...new Set([...file.pragmas, ...own.pragmas])],
    plugin,
  };
}

function missing(own: readonly Variable[], known: readonly Variable[]): Variable[] {
  const names = new Set(known.map(({ name }) => name));
  return own.filter(({ name }) => !names.has(name));
}
