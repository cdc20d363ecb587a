// The pieces of a method that only bash can run: it gets the locals, and gives them back.
import type { Expression } from '../language/ast.ts';
import { textOf } from '../values/value.ts';
import type { Code, Step } from './compile.ts';
import type { Frame } from './frame.ts';
import type { ShellResult } from './machine.ts';
import type { Scope } from './scope.ts';

type Shell = Extract<Expression, { type: 'shell' }>;

/** `$(date)`: what it prints, without the newlines at the end. */
export function shellValue({ text, form }: Shell, scope: Scope): Code {
  const run = runner(form === 'value' ? `printf '%s' "${text}"` : text, scope);
  return (frame) => run(frame).stdout.replace(/\n+$/, '');
}

/** A statement prints into the value of the method, and ends it with `return`. */
export function shellStep({ text }: Shell, scope: Scope): Step {
  const run = runner(text, scope);
  return (frame) => {
    const { stdout } = run(frame);
    if (stdout !== '') frame.home.printed += stdout;
    return false;
  };
}

function runner(text: string, scope: Scope): (frame: Frame) => ShellResult {
  const { machine, selector } = scope.method;
  const locals = localsOf(scope);
  return (frame) => {
    const variables: Record<string, string> = {};
    for (const [name, { depth, slot }] of locals)
      variables[name] = textOf(frameAt(frame, depth).vars[slot]);
    const result = machine.shell({ text, self: frame.self, selector, args: frame.args, variables });
    for (const [name, { depth, slot }] of locals) {
      const changed = result.variables[name];
      if (changed !== undefined && changed !== variables[name])
        frameAt(frame, depth).vars[slot] = changed;
    }
    return result;
  };
}

interface Place {
  /** How many frames outwards. */
  readonly depth: number;
  readonly slot: number;
}

/** The locals that can be seen from here, the innermost of each name. Asked while compiling: later the parameters of a block are gone. */
function localsOf(scope: Scope): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  let depth = 0;
  for (let at: Scope | null = scope; at; at = at.outer, depth++)
    for (const [name, slot] of at.visible())
      if (!places.has(name)) places.set(name, { depth, slot });
  return places;
}

function frameAt(frame: Frame, depth: number): Frame {
  let at = frame;
  for (let left = depth; left > 0 && at.outer; left--) at = at.outer;
  return at;
}
