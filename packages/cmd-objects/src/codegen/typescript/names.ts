// What a name in a body is in TypeScript: a local, or a variable that is looked for where the method was found.
import type { Expression } from '../../language/ast.ts';
import { constant, type Local, type Place } from './place.ts';
import { quoted } from './values.ts';

type Name = Extract<Expression, { type: 'name' }>;

/** @param kind 'word': as an argument, where what nothing declares is its own text */
export function nameValue({ name, isVariable }: Name, place: Place, kind: 'name' | 'word'): string {
  const local = place.variable(name);
  if (local) return localValue(local);
  const declared = declaredVariable(name, place);
  if (declared !== null) return `${declared}.get(self)`;
  if (isVariable) {
    place.method.usesArgs = true;
    return `${constant(place, `here.shellVariable(${quoted(name)})`, `$${name}`)}(self, args)`;
  }
  return `${constant(place, `here.${kind}(${quoted(name)})`, name)}.get(self)`;
}

const localValue = ({ identifier, inherited }: Local): string =>
  inherited === null ? identifier : `(${inherited} ? ${inherited}.get(self) : ${identifier})`;

/** One that the file says is a variable of the object or class. */
function declaredVariable(name: string, place: Place): string | null {
  if (!place.method.declared.has(name)) return null;
  return constant(place, `here.declared(${quoted(name)})`, name);
}

/** A name that nothing declares becomes a local, unless the class inherits a variable of that name. */
export function assignment(name: string, value: string, place: Place): string {
  const local = place.variable(name);
  if (local) return assignedLocal(local, value);
  const declared = declaredVariable(name, place);
  if (declared !== null) return `${declared}.set(self, ${value})`;
  const inherited = constant(place, `here.variable(${quoted(name)})`, name);
  return assignedLocal(place.local(place.declare(name), name, inherited), value);
}

const assignedLocal = ({ identifier, inherited }: Local, value: string): string =>
  inherited === null
    ? `(${identifier} = ${value})`
    : `(${identifier} = ${value}, ${inherited} ? ${inherited}.set(self, ${identifier}) : ${identifier})`;
