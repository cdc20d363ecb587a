// What became of each method of a class file, and why: none is skipped in silence.
import type { MethodDeclaration } from '../language/ast.ts';

export interface MethodReport {
  /** As written: `Account deposit:`, `Account class for:`. */
  readonly name: string;
  readonly line: number;
  /** Where it will run. 'none': nowhere, because what was written holds no such thing as this method. */
  readonly runsIn: 'typescript' | 'c' | 'bash' | 'none';
  /** All of it was compiled. */
  readonly isNative: boolean;
  readonly reason: string;
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
