// A file for one of the standard classes: what runs where both have a method.
import type { ClassParts, MethodSource } from './trash-class.ts';

// Their raw methods in a file are about the inside of the shell that it was written for: the functions and variables
// there that hold its classes. Those of Console print for the person who watches, where a raw method prints its value.
const INSIDE: ReadonlySet<string> = new Set(['Console', 'Runtime', 'Store', 'Trash']);

/**
 * A file replaces the standard class of its name. One that says that it is a primitive class (`pragma:
 * primitiveClass`: any implementation of it behaves the same), and those for the runtime itself, keep the
 * standard methods beside their own, and in the place of their raw ones.
 */
export function mergedWith(file: ClassParts, standard: ClassParts | null): ClassParts {
  const isKept = file.pragmas.includes('primitiveClass') || INSIDE.has(file.name);
  if (!standard || !isKept) return file;
  return {
    ...file,
    variables: file.variables.length > 0 ? file.variables : standard.variables,
    traits: [...new Set([...file.traits, ...standard.traits])],
    methods: methods(file.methods, standard.methods),
    classMethods: methods(file.classMethods, standard.classMethods),
  };
}

function methods(
  own: ReadonlyMap<string, MethodSource>,
  standard: ReadonlyMap<string, MethodSource>,
): ReadonlyMap<string, MethodSource> {
  const merged = new Map(standard);
  for (const [selector, method] of own) {
    const built = standard.get(selector);
    if (!built || method.kind !== 'bash') merged.set(selector, method);
    else merged.set(selector, { ...built, place: method.place, reason: insteadOf(method) });
  }
  return merged;
}

const insteadOf = ({ place }: MethodSource): string =>
  `built in, instead of the raw method of the file${place === null ? '' : ` (${place})`}`;
