// Classes written in TypeScript: ours, and those of whoever uses this as a library.
import { Here } from '../compiled/here.ts';
import type { Requirement } from '../language/ast.ts';
import { parseBody } from '#parser';
import { methodBody } from '../evaluate/compile-method.ts';
import { normalSelector } from '../language/selector.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import type { Instance } from '../space/instance.ts';
import { rawBody } from '../space/raw-method.ts';
import type { ClassParts, MethodBody, MethodSource, TrashClass } from '../space/trash-class.ts';
import { TrashError } from '../values/trash-error.ts';
import { type Json, Reference, type Value } from '../values/value.ts';

/** What a method answers; nothing is nil. */
// eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- a method that answers nothing need not say so
export type Answer = Value | undefined | void;

/** What a method gets: who was sent to, the arguments, and the space for everything else. */
export type InstanceMethod = (self: Instance, args: readonly Value[], space: ObjectSpace) => Answer;
export type ClassMethod = (self: TrashClass, args: readonly Value[], space: ObjectSpace) => Answer;

/** What is known of a method beside its function; `explain`, errors and `pragma: direct` tell it. */
interface Details {
  readonly parameters?: readonly string[];
  readonly category?: string | null;
  readonly pragmas?: readonly string[];
  /** `Counter.trash:12`. */
  readonly place?: string | null;
  /** Why it runs there. */
  readonly reason?: string;
}

/** A method that asks where it was found, before it is first called: what `objects compile` makes of one of a file. */
export interface BoundMethod extends Details {
  readonly make: (here: Here) => MethodBody;
}

/** A method whose body is bash. */
export interface RawMethod extends Details {
  readonly bash: string;
}

/** A method in the language, which the evaluator runs: what stands between its brackets. */
export interface LanguageMethod extends Details {
  readonly source: string;
}

interface AdviceDetails {
  readonly kind: 'before' | 'after';
  /** As written. */
  readonly selector: string;
}

export type AdviceDefinition = AdviceDetails &
  (Pick<BoundMethod, 'make'> | Pick<LanguageMethod, 'source'>);

export interface ClassDefinition {
  /** `Counter`, `MyApp::Counter`. */
  readonly name: string;
  /** Default 'Object'; null for a class without one. */
  readonly superclass?: string | null;
  readonly isTrait?: boolean;
  readonly traits?: readonly string[];
  /** With their defaults. */
  readonly variables?: Readonly<Record<string, Json>>;
  readonly classVariables?: Readonly<Record<string, Json>>;
  /** By selector as written: `increment`, `at:put:`. */
  readonly methods?: Readonly<
    Record<string, InstanceMethod | BoundMethod | LanguageMethod | RawMethod>
  >;
  readonly classMethods?: Readonly<
    Record<string, ClassMethod | BoundMethod | LanguageMethod | RawMethod>
  >;
  /** What `objects test` runs. */
  readonly testMethods?: Readonly<
    Record<string, InstanceMethod | BoundMethod | LanguageMethod | RawMethod>
  >;
  /** From alias to selector, as written. */
  readonly aliases?: Readonly<Record<string, string>>;
  readonly advice?: readonly AdviceDefinition[];
  readonly requires?: readonly Requirement[];
  readonly pragmas?: readonly string[];
}

/** @param reason why its methods run in TypeScript, for `explain` */
export function classFromDefinition(
  definition: ClassDefinition,
  { reason, space }: { readonly reason: string; readonly space: () => ObjectSpace },
): ClassParts {
  const { name, isTrait = false, superclass = isTrait ? null : 'Object' } = definition;
  const sources = (methods: Readonly<Record<string, AnyMethod>> = {}, isClassSide = false) =>
    new Map(
      Object.entries(methods).map(([shown, method]) => {
        const source = toSource(shown, { method, owner: name, reason, space, isClassSide });
        return [source.selector, source];
      }),
    );
  return {
    name,
    superclass: name === 'Object' ? null : superclass,
    isTrait,
    traits: definition.traits ?? [],
    variables: variables(definition.variables),
    classVariables: variables(definition.classVariables),
    methods: sources(definition.methods),
    classMethods: sources(definition.classMethods, true),
    testMethods: sources(definition.testMethods),
    aliases: new Map(
      Object.entries(definition.aliases ?? {}).map(([alias, target]) => [
        normalSelector(alias),
        normalSelector(target),
      ]),
    ),
    advice: (definition.advice ?? []).map((advice) => {
      const selector = normalSelector(advice.selector);
      const around = { selector, isClassSide: false, space };
      const bind =
        'make' in advice ? boundWhenCalled(advice, around) : evaluated(advice.source, [], around);
      return { kind: advice.kind, selector, bind };
    }),
    requires: definition.requires ?? [],
    pragmas: definition.pragmas ?? [],
    source: null,
  };
}

const variables = (given: Readonly<Record<string, Json>> = {}) =>
  Object.entries(given).map(([name, value]) => ({ name, default: value }));

type AnyMethod = InstanceMethod | ClassMethod | BoundMethod | LanguageMethod | RawMethod;

interface Around {
  readonly selector: string;
  readonly isClassSide: boolean;
  readonly space: () => ObjectSpace;
}

const hereOf = (foundAt: TrashClass, { space, ...around }: Around): Here =>
  new Here({ foundAt, space: space(), ...around });

interface Given {
  readonly method: AnyMethod;
  readonly owner: string;
  readonly reason: string;
  readonly isClassSide: boolean;
  readonly space: () => ObjectSpace;
}

function toSource(shown: string, given: Given): MethodSource {
  const { method, owner, reason } = given;
  const details: Details = typeof method === 'function' ? {} : method;
  const common = {
    selector: normalSelector(shown),
    owner,
    place: details.place ?? null,
    category: details.category ?? null,
    pragmas: details.pragmas ?? [],
    parameters: details.parameters ?? keywordsOf(shown),
  };
  if (typeof method !== 'function' && 'bash' in method) {
    const raw = { ...common, text: method.bash };
    const bind = () => rawBody(raw, given.space())();
    return { ...raw, kind: 'bash', reason: details.reason ?? 'raw method', bind };
  }
  const around = { ...given, selector: common.selector };
  if (typeof method !== 'function' && 'source' in method) {
    const bind = evaluated(method.source, common.parameters, around);
    const why = details.reason ?? 'all of it is in the language';
    return { ...common, kind: 'native', reason: why, text: method.source, bind };
  }
  return {
    ...common,
    kind: 'typescript',
    reason: details.reason ?? reason,
    text: null,
    bind: binderOf(method, around),
  };
}

function binderOf(
  method: InstanceMethod | ClassMethod | BoundMethod,
  around: Around,
): MethodSource['bind'] {
  if (typeof method !== 'function') return boundWhenCalled(method, around);
  return () => {
    const here = around.space();
    const run = method as (self: Reference, args: readonly Value[], space: ObjectSpace) => Answer;
    return (self, args) => run(self, args, here) ?? null;
  };
}

function boundWhenCalled(
  { make }: Pick<BoundMethod, 'make'>,
  { selector, isClassSide, space }: Around,
) {
  return (foundAt: TrashClass): MethodBody =>
    make(hereOf(foundAt, { selector, isClassSide, space }));
}

/** @throws TrashError SyntaxError where it is none, when it is first called */
function evaluated(
  text: string,
  parameters: readonly string[],
  { selector, isClassSide, space }: Around,
): MethodSource['bind'] {
  return (foundAt) => {
    const { body, problems } = parseBody(text, undefined, new Set(parameters));
    const wrong = problems.find(({ severity }) => severity === 'error');
    if (wrong) throw new TrashError('SyntaxError', `${selector}: ${wrong.message}`);
    return methodBody({ body, parameters, selector, isClassSide }, foundAt, space());
  };
}

const keywordsOf = (shown: string): string[] =>
  shown.endsWith(':') ? shown.split(':').slice(0, -1) : [];
