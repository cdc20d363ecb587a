// What only bash can say: it gets the locals of the method, and gives them back.
import type { Expression } from '../../language/ast.ts';
import type { Place } from './place.ts';
import { quoted } from './values.ts';

type Shell = Extract<Expression, { type: 'shell' }>;

/** `$(…)` and what else has a value; methods with statements of bash are left to the evaluator. */
export function shellValue({ text, form }: Shell, place: Place): string {
  place.method.usesArgs = true;
  const command = form === 'value' ? `printf '%s' "${text}"` : text;
  return `here.shellValue({ text: ${quoted(command)}, self, args, locals: { ${locals(place).join(', ')} } })`;
}

/** The innermost of each name. */
function locals(place: Place): string[] {
  return [...place.names()].flatMap((name) => {
    const local = place.variable(name);
    if (!local) return [];
    const { identifier, inherited } = local;
    const access = `[() => ${identifier}, (text) => void (${identifier} = text)]`;
    const key = name === '__proto__' ? '["__proto__"]' : quoted(name);
    return [`${key}: ${inherited === null ? access : `${inherited} ? null : ${access}`}`];
  });
}
