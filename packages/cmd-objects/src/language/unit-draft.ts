// A unit while it is being read.
import type {
  Advice,
  Alias,
  MethodDeclaration,
  Requirement,
  Unit,
  VariableDeclaration,
} from './ast.ts';

export interface Header {
  readonly package: string | null;
  readonly imports: readonly string[];
  readonly name: string;
  readonly superclass: string | null;
  readonly isTrait: boolean;
}

export class UnitDraft {
  readonly pragmas: string[] = [];
  readonly instanceVars: VariableDeclaration[] = [];
  readonly classInstanceVars: VariableDeclaration[] = [];
  readonly includes: string[] = [];
  readonly requires: Requirement[] = [];
  readonly aliases: Alias[] = [];
  readonly advice: Advice[] = [];
  readonly methods: MethodDeclaration[] = [];
  /** Of the methods that follow. */
  category: string | null = null;

  finish(header: Header): Unit {
    const { pragmas, instanceVars, classInstanceVars, includes } = this;
    const { requires, aliases, advice, methods } = this;
    const qualifiedName =
      header.package === null ? header.name : `${header.package}::${header.name}`;
    const members = { pragmas, instanceVars, classInstanceVars, includes };
    return { ...header, qualifiedName, ...members, requires, aliases, advice, methods };
  }
}
