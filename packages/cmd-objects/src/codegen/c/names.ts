// What a name in a body is in C: a local, a variable of the object by its number, one of the class by its name, a class.
import { Refusal } from '../../bytecode/compile/refusal.ts';
import type { Expression, Position } from '../../language/ast.ts';
import { text } from './literals.ts';
import type { Place } from './place.ts';

type Name = Extract<Expression, { type: 'name' }>;

/** @throws Refusal for a name that may be a variable of a class that the file does not show */
export function nameValue(
  { name, isVariable, at }: Name,
  place: Place,
  isArgument: boolean,
): string {
  const { instanceVars, classVars, knowsAll } = place.method;
  const local = place.variable(name);
  if (local !== null) return local;
  const number = instanceVars.get(name);
  if (number !== undefined) return place.keep(`TT_GetIvar(self, ${number})`);
  if (classVars.has(name)) return place.keep(`TT_GetClassVar(self, ${text(name, at)})`);
  if (isVariable) throw new Refusal(`$${name} is a variable of bash`, at);
  if (/^[A-Z]|::/.test(name)) return `TT_MakeString(${text(name, at)})`;
  if (!knowsAll) throw new Refusal(unknown(name), at);
  if (isArgument) return `TT_MakeString(${text(name, at)})`;
  return place.checked(
    `TT_MakeError("NameError", ${text(`nothing is called '${name}' here`, at)})`,
  );
}

const unknown = (name: string): string =>
  `'${name}' may be a variable of a class above or a trait, whose number C cannot know`;

interface Assigned {
  readonly value: string;
  readonly at: Position;
}

/** The value of an assignment is what was assigned. */
export function assign(name: string, { value, at }: Assigned, place: Place): string {
  const { instanceVars, classVars } = place.method;
  const local = place.variable(name);
  const number = instanceVars.get(name);
  if (local === null && number !== undefined) {
    const kept = place.keep(value);
    place.write(`tt_set_ivar(self, ${number}, ${text(name, at)}, ${kept});`);
    return kept;
  }
  if (local === null && classVars.has(name)) {
    const kept = place.keep(value);
    place.write(`TT_SetClassVar(self, ${text(name, at)}, tt_stored(${kept}));`);
    return kept;
  }
  if (local === null) throw new Refusal(`'${name}' is not declared: | ${name} |`, at);
  place.write(`${local} = ${value};`);
  return local;
}
