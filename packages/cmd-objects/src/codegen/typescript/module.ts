// A class file as a module of TypeScript: the definition that `Runtime.define` takes.
import { shownSelector } from '../../language/selector.ts';
import type { Body, MethodDeclaration, Unit } from '../../language/ast.ts';
import { hasShellStatement, shellReason } from '../../space/shell-reason.ts';
import {
  type ClassSource,
  type CompiledModule,
  lastOfEach,
  methodName,
  type MethodReport,
} from '../report.ts';
import { methodLines } from './method.ts';
import { indented } from './statements.ts';
import { quoted } from './values.ts';

export function typescriptModule({ unit, parts, file }: ClassSource): CompiledModule {
  const methods = lastOfEach(unit.methods);
  const lines = definition({ unit, parts, file }, methods);
  const text = `${lines.join('\n')}\n`;
  const imported = [
    'type ClassDefinition',
    ...(/\btt\./.test(text) ? ['operations as tt'] : []),
    ...(/: Value\b/.test(text) ? ['type Value'] : []),
  ];
  return {
    name: unit.qualifiedName,
    file: `${unit.qualifiedName.replaceAll('::', '__')}.ts`,
    text: [
      `// Made from ${file} by: rhachet objects compile ${file} --target ts`,
      '/* eslint-disable */',
      `import { ${imported.join(', ')} } from '@rhachet/cmd-objects';`,
      '',
      text,
    ].join('\n'),
    methods: methods.map((method) => report(method, unit)),
  };
}

function report(method: MethodDeclaration, unit: Unit): MethodReport {
  const { body, at, raw, kind } = method;
  const common = { name: methodName(unit.qualifiedName, method), line: at.line, side: kind };
  if (raw || body === null)
    return { ...common, runsIn: 'bash', isNative: false, reason: 'raw method' };
  const shell = shellReason(body);
  return {
    ...common,
    runsIn: hasShellStatement(body) ? 'interpreter' : 'typescript',
    isNative: shell === null,
    reason: shell ?? 'all of it is in the language',
  };
}

const key = (name: string): string => (name === '__proto__' ? '["__proto__"]' : quoted(name));

const list = (names: readonly string[]): string => `[${names.map(quoted).join(', ')}]`;

function definition(source: ClassSource, methods: readonly MethodDeclaration[]): string[] {
  const { unit, parts } = source;
  const of = (kind: MethodDeclaration['kind']) =>
    methods
      .filter((method) => method.kind === kind)
      .flatMap((method) => methodEntry(method, source));
  return [
    'const definition: ClassDefinition = {',
    ...indented([
      `name: ${quoted(parts.name)},`,
      `superclass: ${parts.superclass === null ? 'null' : quoted(parts.superclass)},`,
      ...(parts.isTrait ? ['isTrait: true,'] : []),
      ...(parts.traits.length > 0 ? [`traits: ${list(parts.traits)},`] : []),
      ...table(
        'variables',
        parts.variables.map(
          ({ name, default: value }) => `${key(name)}: ${JSON.stringify(value)},`,
        ),
      ),
      ...table(
        'classVariables',
        parts.classVariables.map(
          ({ name, default: value }) => `${key(name)}: ${JSON.stringify(value)},`,
        ),
      ),
      ...table(
        'aliases',
        unit.aliases.map(
          ({ alias, target }) => `${key(shownSelector(alias))}: ${quoted(shownSelector(target))},`,
        ),
      ),
      ...(parts.requires.length > 0 ? [`requires: ${JSON.stringify(parts.requires)},`] : []),
      ...(parts.pragmas.length > 0 ? [`pragmas: ${list(parts.pragmas)},`] : []),
      ...adviceLines(source),
      ...table('classMethods', of('class')),
      ...table('methods', of('instance')),
      ...table('testMethods', of('test')),
    ]),
    '};',
    '',
    'export default definition;',
  ];
}

const table = (name: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${name}: {`, ...indented(lines), '},'];

/** Those that a class has whatever it rests on; a trait has no class variables of its own. */
function declaredBy({ instanceVars, classInstanceVars, isTrait }: Unit, isClassSide: boolean) {
  const own = isClassSide ? [] : instanceVars;
  const all = isTrait ? own : [...own, ...classInstanceVars];
  return new Set(all.map(({ name }) => name));
}

function methodEntry(method: MethodDeclaration, { unit, file }: ClassSource): string[] {
  const { shown, parameters, category, pragmas, body, at } = method;
  const details = [
    `place: ${quoted(`${file}:${at.line}`)},`,
    ...(parameters.length > 0 ? [`parameters: ${list(parameters)},`] : []),
    ...(category === null ? [] : [`category: ${quoted(category)},`]),
    ...(pragmas.length > 0 ? [`pragmas: ${list(pragmas)},`] : []),
  ];
  const made =
    method.raw || body === null
      ? [`bash: ${quoted(method.text)},`]
      : [
          `reason: ${quoted(shellReason(body) ?? `compiled from ${file}`)},`,
          ...madeBy(method.kind, { parameters, body, unit, text: method.text }),
        ];
  return [`${key(shown)}: {`, ...indented([...details, ...made]), '},'];
}

interface Made {
  readonly parameters: readonly string[];
  readonly body: Body;
  readonly unit: Unit;
  readonly text: string;
}

/** What bash prints, leaves and makes local is the evaluator's business: it gets the text. */
function madeBy(kind: MethodDeclaration['kind'], { parameters, body, unit, text }: Made): string[] {
  if (hasShellStatement(body)) return [`source: ${quoted(text)},`];
  const declared = declaredBy(unit, kind === 'class');
  const [first = '', ...rest] = methodLines({ parameters, body, declared });
  const last = rest.pop() ?? '';
  return [`make: ${first}`, ...rest, `${last},`];
}

function adviceLines({ unit }: ClassSource): string[] {
  if (unit.advice.length === 0) return [];
  const entries = unit.advice.flatMap(({ kind, selector, body, text }) => [
    '{',
    ...indented([
      `kind: ${quoted(kind)},`,
      `selector: ${quoted(shownSelector(selector))},`,
      ...madeBy('instance', { parameters: [], body, unit, text }),
    ]),
    '},',
  ]);
  return ['advice: [', ...indented(entries), '],'];
}
