// What became of each method of a class file, and why: none is skipped in silence.
import type { MethodDeclaration, Unit } from '../language/ast.ts';
import type { ClassParts } from '../space/trash-class.ts';

export interface MethodReport {
  /** As written: `Account deposit:`, `Account class for:`. */
  readonly name: string;
  readonly line: number;
  readonly side: MethodDeclaration['kind'];
  /** 'interpreter': the method of the class file runs, as it does without any of this. */
  readonly runsIn: 'typescript' | 'c' | 'interpreter' | 'bash';
  /** All of it was compiled. */
  readonly isNative: boolean;
  readonly reason: string;
}

export interface ClassSource {
  readonly unit: Unit;
  /** What the runtime makes of the same file. */
  readonly parts: ClassParts;
  /** `Account.trash`. */
  readonly file: string;
}

export interface CompiledModule {
  /** The class, with its package. */
  readonly name: string;
  /** `Account.ts`. */
  readonly file: string;
  readonly text: string;
  readonly methods: readonly MethodReport[];
}

const SIDES = { class: ' class', test: ' test', instance: '' } as const;

export const methodName = (className: string, { kind, shown }: MethodDeclaration): string =>
  `${className}${SIDES[kind]} ${shown}`;

/** A method that is written twice is the second one. */
export const lastOfEach = (methods: readonly MethodDeclaration[]): MethodDeclaration[] => [
  ...new Map(methods.map((method) => [`${method.kind} ${method.selector}`, method])).values(),
];
