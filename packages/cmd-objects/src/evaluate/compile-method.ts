// A method of the language as a function, compiled when it is first called.
import type { Body, MethodDeclaration } from '../language/ast.ts';
import type { MethodBody, TrashClass } from '../space/trash-class.ts';
import { textOf, type Value } from '../values/value.ts';
import { compileTail, type Step } from './compile.ts';
import { Frame, NonLocalReturn } from './frame.ts';
import type { Machine } from './machine.ts';
import { type MethodScope, Scope } from './scope.ts';

export interface Source {
  readonly body: Body;
  readonly parameters: readonly string[];
  readonly selector: string;
  readonly isClassSide: boolean;
}

export const sourceOf = (method: MethodDeclaration & { readonly body: Body }): Source => ({
  body: method.body,
  parameters: method.parameters,
  selector: method.selector,
  isClassSide: method.kind === 'class',
});

export function methodBody(source: Source, foundAt: TrashClass, machine: Machine): MethodBody {
  let compiled: MethodBody | null = null;
  return (self, args) => (compiled ??= compileMethod(source, foundAt, machine))(self, args);
}

function compileMethod(
  { body, parameters, selector, isClassSide }: Source,
  foundAt: TrashClass,
  machine: Machine,
): MethodBody {
  const method: MethodScope = { machine, foundAt, isClassSide, selector, hasThrownReturn: false };
  const scope = new Scope(method, null);
  parameters.forEach((name) => scope.declare(name));
  body.locals.forEach((name) => scope.declare(name));
  const steps = compileTail(body, scope);
  const count = parameters.length;
  const run = (self: Parameters<MethodBody>[0], args: readonly Value[]): Frame => {
    const frame = new Frame(self, args, scope.size, null);
    for (let index = 0; index < count && index < args.length; index++)
      frame.vars[index] = args[index] ?? null;
    return frame;
  };
  if (method.hasThrownReturn) return (self, args) => caughtRun(steps, run(self, args));
  return (self, args) => {
    const frame = run(self, args);
    steps(frame);
    return outcome(frame);
  };
}

function caughtRun(steps: Step, frame: Frame): Value {
  try {
    steps(frame);
  } catch (error) {
    if (!(error instanceof NonLocalReturn) || error.home !== frame) throw error;
    frame.result = error.value;
  } finally {
    frame.isLive = false;
  }
  return outcome(frame);
}

const outcome = ({ printed, result }: Frame): Value =>
  printed === '' ? result : (printed + textOf(result)).replace(/\n+$/, '');
