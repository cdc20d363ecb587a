// A parsed `.trash` file as the parts of a class.
import { methodBody, sourceOf } from '../evaluate/compile-method.ts';
import type { Machine } from '../evaluate/machine.ts';
import type { Body, MethodDeclaration, Unit, VariableDeclaration } from '../language/ast.ts';
import { TrashError } from '../values/trash-error.ts';
import { jsonFromText } from '../values/value.ts';
import { rawBody } from './raw-method.ts';
import { shellReason } from './shell-reason.ts';
import type { ClassParts, MethodSource, SourceFile, Variable } from './trash-class.ts';

// Fields that every row has.
const RESERVED = new Set(['class', 'created_at', '_vars']);

/** @throws TrashError for a variable with the name of a field of the row */
export function classFromUnit(unit: Unit, source: SourceFile | null, machine: Machine): ClassParts {
  const methods = (kind: MethodDeclaration['kind']) =>
    new Map(
      unit.methods
        .filter((method) => method.kind === kind)
        .map((method) => [method.selector, toSource(method, { unit, source, machine })]),
    );
  return {
    name: unit.qualifiedName,
    superclass: superclassOf(unit),
    isTrait: unit.isTrait,
    traits: unit.includes,
    variables: unit.instanceVars.map(toVariable),
    classVariables: unit.classInstanceVars.map(toVariable),
    methods: methods('instance'),
    classMethods: methods('class'),
    testMethods: methods('test'),
    aliases: new Map(unit.aliases.map(({ alias, target }) => [alias, target])),
    advice: unit.advice.map(({ kind, selector, body }) => ({
      kind,
      selector,
      bind: (foundAt) =>
        methodBody({ body, parameters: [], selector, isClassSide: false }, foundAt, machine),
    })),
    requires: unit.requires,
    pragmas: unit.pragmas,
    source,
  };
}

/** A class of a file that names no superclass, or nil, is an Object, but for Object itself. */
function superclassOf({ isTrait, superclass, qualifiedName }: Unit): string | null {
  if (isTrait || qualifiedName === 'Object') return null;
  return superclass ?? 'Object';
}

function toVariable({ name, default: text }: VariableDeclaration): Variable {
  if (RESERVED.has(name))
    throw new TrashError(
      'SyntaxError',
      `a variable cannot be called ${name}: each row has that field`,
    );
  return { name, default: text === null ? null : jsonFromText(text, true) };
}

interface Around {
  readonly unit: Unit;
  readonly source: SourceFile | null;
  readonly machine: Machine;
}

function toSource(method: MethodDeclaration, { unit, source, machine }: Around): MethodSource {
  const { selector, category, pragmas, parameters, text, body, at } = method;
  const place = source && `${source.path.replace(/^.*\//, '')}:${at.line}`;
  const common = {
    selector,
    category,
    pragmas,
    parameters,
    text,
    place,
    owner: unit.qualifiedName,
  };
  if (body === null || method.raw)
    return { ...common, kind: 'bash', reason: rawReason(method), bind: rawBody(method, machine) };
  const parsed = method as MethodDeclaration & { readonly body: Body };
  return {
    ...common,
    kind: 'native',
    reason: shellReason(body) ?? 'all of it is in the language',
    bind: (foundAt) => methodBody(sourceOf(parsed), foundAt, machine),
  };
}

const rawReason = ({ pragmas }: MethodDeclaration): string =>
  pragmas.includes('primitive') ? 'pragma: primitive' : 'raw method';
