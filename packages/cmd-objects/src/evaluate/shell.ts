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

/** A statement prints into the value of the method, and ends it with `return`. What it makes `local` is one of the method. */
export function shellStep({ text }: Shell, scope: Scope): Step {
  const made = madeLocal(text);
  for (const name of made) if (!scope.find(name)) scope.declare(name);
  const isTold = made.length > 0 || /\breturn\b/.test(text);
  const run = runner(isTold ? `${text}\n${tellsEnd(made)}` : text, scope, made);
  return (frame) => {
    const { stdout, variables } = run(frame);
    if (stdout !== '') frame.home.printed += stdout;
    return isTold && variables[END] === '';
  };
}

/** Not empty where the end of a statement was reached, and not left by `return`. */
const END = '__tt_reached';
/** In front of the name of what is local to the function that bash runs: only from inside is it seen. */
const INNER = '__tt_inner_';

const tellsEnd = (made: readonly string[]): string =>
  [`${END}=$?`, ...made.map((name) => `${INNER}${name}=\${${name}-}`)].join(' ') +
  `; return "$${END}"`;

/** The names behind `local` at the start of a statement; none with an option, which may make an array. */
function madeLocal(text: string): string[] {
  const command = /^local[ \t]+([^\n]*)/.exec(text)?.[1];
  if (command === undefined) return [];
  let plain = command;
  for (let before = ''; before !== plain;)
    [before, plain] = [plain, plain.replace(/\$?\([^()]*\)/g, '')];
  const words = plain
    .replace(/"(?:\\.|[^"\\])*"|'[^']*'/g, '')
    .replace(/[;&|<>#].*/, '')
    .trim()
    .split(/\s+/);
  const names = words.map((word) => /^[A-Za-z_]\w*(?==|$)/.exec(word)?.[0]);
  return names.every((name) => name !== undefined) ? names : [];
}

function runner(
  text: string,
  scope: Scope,
  made: readonly string[] = [],
): (frame: Frame) => ShellResult {
  const { machine, selector } = scope.method;
  const locals = localsOf(scope);
  const inner = new Set(made);
  return (frame) => {
    const variables: Record<string, string> = { [END]: '' };
    for (const name of made) variables[INNER + name] = '';
    for (const [name, { depth, slot }] of locals)
      variables[name] = textOf(frameAt(frame, depth).vars[slot]);
    const result = machine.shell({ text, self: frame.self, selector, args: frame.args, variables });
    for (const [name, { depth, slot }] of locals) {
      const changed = result.variables[inner.has(name) ? INNER + name : name];
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
