// The methods of a class file as bytecode: a method is a block with the parameters of the method.
import { compileBlock } from '../bytecode/compile.ts';
import { disassemble } from '../bytecode/disassemble.ts';
import { write } from '../bytecode/write.ts';
import { cModule } from '../codegen/c/module.ts';
import type { CompiledModule } from '../codegen/report.ts';
import { typescriptModule } from '../codegen/typescript/module.ts';
import type { Body, MethodDeclaration, Unit } from '../language/ast.ts';
import { parse } from '#parser';
import { classFromUnit } from '../space/class-from-unit.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import { TrashError } from '../values/trash-error.ts';

export interface CompiledMethod {
  /** `Counter__at_put_`, `Counter__class__new`. */
  readonly name: string;
  readonly shown: string;
  /** Why there is none; null when there is. */
  readonly reason: string | null;
  readonly size: number;
  readonly listing: string | null;
  readonly bytes: Uint8Array | null;
}

export interface ClassText {
  readonly path: string;
  readonly text: string;
}

/** @throws TrashError SyntaxError for a file with mistakes */
export function compileFile(source: ClassText, space: ObjectSpace): CompiledMethod[] {
  const { unit } = parsedClass(source, space);
  return unit.methods.map((method) => compileMethod(method, unit));
}

const MODULES = { ts: typescriptModule, c: cModule };

export type ModuleTarget = keyof typeof MODULES;

/** @throws TrashError SyntaxError; InvalidArgument for a class that the target cannot have */
export function compileModule(
  source: ClassText & { readonly target: ModuleTarget },
  space: ObjectSpace,
): CompiledModule {
  const { unit, parts } = parsedClass(source, space);
  return MODULES[source.target]({ unit, parts, file: source.path.replace(/^.*\//, '') });
}

function parsedClass({ path, text }: ClassText, space: ObjectSpace) {
  const { unit, problems } = parse(text);
  const [problem] = problems.filter(({ severity }) => severity === 'error');
  if (!unit || problem) {
    const place = problem ? `:${problem.at.line}:${problem.at.column + 1}` : '';
    throw new TrashError(
      'SyntaxError',
      `${path}${place}: ${problem?.message ?? 'it holds no class'}`,
    );
  }
  // Finds the mistakes that only a class has, too, such as a variable with the name of a field.
  return { unit, parts: classFromUnit(unit, null, space) };
}

function compileMethod(method: MethodDeclaration, unit: Unit): CompiledMethod {
  const side = method.kind === 'class' ? 'class__' : '';
  const common = {
    name: `${unit.qualifiedName.replaceAll('::', '__')}__${side}${method.selector}`,
    shown: `${unit.qualifiedName}${method.kind === 'class' ? ' class' : ''} ${method.shown}`,
  };
  const none = (reason: string): CompiledMethod => ({
    ...common,
    reason,
    size: 0,
    listing: null,
    bytes: null,
  });
  if (method.raw || method.body === null) return none('raw method');
  const { parameters, body, at } = method;
  const compiled = compileBlock(
    { type: 'block', at, parameters, ...valueBody(body) },
    scopeOf(method, unit),
  );
  if ('reason' in compiled) return none(`line ${compiled.at.line}: ${compiled.reason}`);
  const bytes = write(compiled.chunk);
  return {
    ...common,
    reason: null,
    size: bytes.length,
    listing: disassemble(compiled.chunk),
    bytes,
  };
}

/** The value of a block is that of its last statement: `^` there needs no method to leave. */
function valueBody({ locals, statements }: Body): Body {
  const last = statements.at(-1);
  if (last?.type !== 'return' || last.value === null) return { locals, statements };
  return { locals, statements: [...statements.slice(0, -1), last.value] };
}

/** What is inherited is not in the file: a name that looks like nothing else may be that. */
function scopeOf({ kind }: MethodDeclaration, { instanceVars, classInstanceVars }: Unit) {
  const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name);
  return {
    parameters: [],
    locals: [],
    instanceVars: kind === 'class' ? [] : names(instanceVars),
    classVars: names(classInstanceVars),
  };
}
