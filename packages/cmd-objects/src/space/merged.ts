// A file for one of the standard classes: what runs where both have a method.
import type { ClassParts, MethodSource } from './trash-class.ts';

/**
 * A file replaces the standard class of its name. Only one that says that it is a primitive class
 * (`pragma: primitiveClass`: any implementation of it behaves the same) keeps the standard methods beside
 * its own, and in the place of its raw ones.
 */
export function mergedWith(file: ClassParts, standard: ClassParts | null): ClassParts {
  if (!standard || !file.pragmas.includes('primitiveClass')) return file;
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
  `built in, instead of the raw method of a primitive class${place === null ? '' : ` (${place})`}`;
