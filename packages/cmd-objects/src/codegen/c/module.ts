// A class file as a plugin in C: the methods that have a form there, and a table that names all.
import { Refusal } from '../../bytecode/compile/refusal.ts';
import type { Body, MethodDeclaration, Unit } from '../../language/ast.ts';
import { TrashError } from '../../values/trash-error.ts';
import {
  type ClassSource,
  type CompiledModule,
  lastOfEach,
  methodName,
  type MethodReport,
} from '../report.ts';
import { tailReturns } from '../tail-returns.ts';
import { HELPERS } from './helpers.ts';
import { text } from './literals.ts';
import { Place } from './place.ts';
import { value } from './values.ts';

interface Compiled {
  readonly method: MethodDeclaration;
  readonly report: MethodReport;
  /** null: the method of the class file runs. */
  readonly lines: readonly string[] | null;
}

/** @throws TrashError InvalidArgument for a trait, which a plugin cannot be */
export function cModule({ unit, file }: ClassSource): CompiledModule {
  if (unit.isTrait)
    throw new TrashError('InvalidArgument', `${file} is a trait: C has classes, and includes none`);
  const methods = lastOfEach(unit.methods).map((method) => compiled(method, unit));
  const name = unit.qualifiedName.replaceAll('::', '__');
  const functions = methods.flatMap(({ method, lines }) =>
    lines === null ? [] : [functionText(method, lines)],
  );
  return {
    name: unit.qualifiedName,
    file: `${name}.c`,
    text: `${[introduction(file, name), INCLUDES, HELPERS, ...functions, registration(unit, methods)].join('\n\n')}\n`,
    methods: methods.map(({ report }) => report),
  };
}

const introduction = (
  file: string,
  name: string,
): string => `/* Made from ${file} by: rhachet objects compile ${file} --target c
 *
 *     tt headers > libtrashtalk.h
 *     cc -std=c11 -O2 -shared -fPIC -I. -o ${name}.so ${name}.c -lm
 *
 * What has no function here is in ${file}, which must be found as before: traits, aliases, advice, class variables,
 * and the methods that the table at the end leaves to it. */`;

const INCLUDES = `#include "libtrashtalk.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>`;

function compiled(method: MethodDeclaration, unit: Unit): Compiled {
  const { body, raw, at, kind } = method;
  const common = { name: methodName(unit.qualifiedName, method), line: at.line, side: kind };
  const left = (runsIn: MethodReport['runsIn'], reason: string): Compiled => ({
    method,
    lines: null,
    report: { ...common, runsIn, isNative: false, reason },
  });
  if (raw || body === null) return left('bash', 'raw method');
  if (kind === 'test') return left('interpreter', 'tests are run from the class file');
  try {
    const lines = bodyLines(method, body, unit);
    const report = {
      ...common,
      runsIn: 'c',
      isNative: true,
      reason: 'all of it has a form in C',
    } as const;
    return { method, lines, report };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return left('interpreter', `line ${error.at.line}: ${error.message}`);
  }
}

// Those above them have no variables.
const WITHOUT_VARIABLES: ReadonlySet<string> = new Set(['Object', 'Persistable', 'Debuggable']);

function bodyLines({ kind, parameters }: MethodDeclaration, body: Body, unit: Unit): string[] {
  const isClassSide = kind === 'class';
  const above = [unit.superclass ?? 'Object', ...unit.includes];
  const place = new Place({
    unit,
    isClassSide,
    instanceVars: new Map(
      isClassSide ? [] : unit.instanceVars.map(({ name }, index) => [name, index]),
    ),
    classVars: new Set(unit.classInstanceVars.map(({ name }) => name)),
    knowsAll: above.every((name) => WITHOUT_VARIABLES.has(name)),
    locals: [],
    lines: [],
    count: 0,
  });
  const given = parameters.map((name) => place.local(place.declare(name), name));
  body.locals.forEach((name) => place.local(place.declare(name), name));
  for (const statement of tailReturns(body).statements) value(statement, place);
  return tidied([
    '(void)self;',
    '(void)args;',
    '(void)numArgs;',
    ...place.method.locals.flatMap((name) => {
      const index = given.indexOf(name);
      const first =
        index < 0 ? 'TT_MakeNil()' : `numArgs > ${index} ? args[${index}] : TT_MakeNil()`;
      return [`TTValue ${name} = ${first};`, `(void)${name};`];
    }),
    ...place.method.lines,
    ...(place.method.lines.at(-1)?.startsWith('return ') ? [] : ['return TT_MakeNil();']),
  ]);
}

/** Without `(void)x;` of what is read anyway: compilers complain of what nobody reads. */
function tidied(lines: readonly string[]): string[] {
  const reads = lines.map((line) => line.replace(/^(TTValue )?\w+ = /, ''));
  return lines.filter((line, at) => {
    const [, name] = /^\(void\)(\w+);$/.exec(line) ?? [];
    if (name === undefined) return true;
    const read = new RegExp(`\\b${name}\\b`);
    const isRead = reads.some(
      (other, index) => index !== at && !other.startsWith('(void)') && read.test(other),
    );
    return !isRead && lines.indexOf(line) === at;
  });
}

const functionName = ({ kind, selector }: MethodDeclaration): string =>
  `tt_${kind === 'class' ? 'class' : 'method'}_${selector}`;

function functionText(method: MethodDeclaration, lines: readonly string[]): string {
  let depth = 1;
  const indented = lines.map((line) => {
    if (line.startsWith('}')) depth--;
    const shown = `${'    '.repeat(depth)}${line}`;
    if (line.endsWith('{')) depth++;
    return shown;
  });
  return [`/* ${method.shown} */`, `TT_METHOD(${functionName(method)}) {`, ...indented, '}'].join(
    '\n',
  );
}

const FIRST = { line: 1, column: 0 };

function registration(unit: Unit, methods: readonly Compiled[]): string {
  const variables = unit.instanceVars.map(({ name, default: start, at }) =>
    text(start === null ? name : `${name}:${start}`, at),
  );
  const of = (kind: MethodDeclaration['kind']) =>
    methods.filter(({ method }) => method.kind === kind);
  const instance = of('instance').map(entry);
  const ofClass = of('class').map(entry);
  const superclass = unit.superclass === null ? 'NULL' : text(unit.superclass, FIRST);
  return `TT_PLUGIN {
${table('static TTMethodEntry instanceMethods[]', instance)}${table('static TTMethodEntry classMethods[]', ofClass)}${table('const char* variables[]', variables)}    TTMethodTable methods = {${pointer('instanceMethods', instance)}, ${pointer('classMethods', ofClass)}};
    TT_RegisterClass(${text(unit.qualifiedName, FIRST)}, ${superclass}, ${pointer('variables', variables)}, &methods);
}`;
}

/** C has no empty arrays. */
const table = (declare: string, lines: readonly string[]): string =>
  lines.length === 0
    ? ''
    : `    ${declare} = {\n${lines.map((line) => `        ${line},`).join('\n')}\n    };\n`;

const pointer = (name: string, lines: readonly string[]): string =>
  lines.length === 0 ? 'NULL, 0' : `${name}, TT_COUNT(${name})`;

function entry({ method, lines }: Compiled): string {
  const { shown, parameters } = method;
  const selector = text(shown, method.at);
  return lines === null
    ? `{${selector}, NULL, ${parameters.length}, TT_METHOD_BASH_FALLBACK}`
    : `TT_METHOD_ENTRY(${selector}, ${functionName(method)}, ${parameters.length})`;
}
