// What the parser makes of a `.trash` file: one unit, with its members and their bodies as trees.

/** Line from 1, column from 0, of the first character. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Problem {
  /** 'unexpected_token', 'unterminated', 'possible_typo', 'too_deep', … */
  readonly code: string;
  readonly message: string;
  readonly severity: 'error' | 'warning';
  readonly at: Position;
}

export interface Parsed {
  /** null when there is no header to be found. */
  readonly unit: Unit | null;
  readonly problems: readonly Problem[];
}

/** A class or a trait: what one file holds. */
export interface Unit {
  readonly package: string | null;
  readonly imports: readonly string[];
  readonly name: string;
  /** With the package in front: `MyApp::Counter`. */
  readonly qualifiedName: string;
  /** As written, `Core::Object` with its package; null for a trait and for `subclass: nil`. */
  readonly superclass: string | null;
  readonly isTrait: boolean;
  readonly pragmas: readonly string[];
  readonly instanceVars: readonly VariableDeclaration[];
  readonly classInstanceVars: readonly VariableDeclaration[];
  readonly includes: readonly string[];
  readonly requires: readonly Requirement[];
  readonly aliases: readonly Alias[];
  readonly advice: readonly Advice[];
  readonly methods: readonly MethodDeclaration[];
}

export interface VariableDeclaration {
  readonly name: string;
  /** The text of the default, unquoted; null without one. `value:5` and `value:'5'` are both '5'. */
  readonly default: string | null;
  readonly at: Position;
}

/** `requires: 'lib/x.bash'` is a file; `requires: inject: into:` a method, in the form of `selector`. */
export type Requirement =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'method'; readonly selector: string };

/** Sending `alias` runs `target`. */
export interface Alias {
  readonly alias: string;
  readonly target: string;
  readonly at: Position;
}

export interface Advice {
  readonly kind: 'before' | 'after';
  readonly selector: string;
  readonly body: Body;
  /** What stands between the brackets. */
  readonly text: string;
  readonly at: Position;
}

export interface MethodDeclaration {
  readonly kind: 'instance' | 'class' | 'test';
  /** Its body is bash: rawMethod:, rawClassMethod:, primitiveMethod:, or `pragma: primitive`. */
  readonly raw: boolean;
  /** Normal form: `increment`, `at_put_`. */
  readonly selector: string;
  /** As written: `increment`, `at:put:`. */
  readonly shown: string;
  readonly parameters: readonly string[];
  readonly category: string | null;
  readonly pragmas: readonly string[];
  /** null for a raw method. */
  readonly body: Body | null;
  /** What stands between the brackets, without the pragmas. */
  readonly text: string;
  readonly at: Position;
}

export interface Body {
  readonly locals: readonly string[];
  readonly statements: readonly Expression[];
}

interface Node {
  readonly at: Position;
}

export type Expression =
  | (Node & { readonly type: 'number'; readonly value: number | bigint })
  | (Node & { readonly type: 'string'; readonly value: string })
  /** `"x is $x"`: texts, and what stands between them. */
  | (Node & { readonly type: 'interpolated'; readonly parts: readonly (string | Expression)[] })
  | (Node & { readonly type: 'list'; readonly items: readonly Expression[] })
  | (Node & {
      readonly type: 'dictionary';
      readonly entries: readonly { readonly key: string; readonly value: Expression }[];
    })
  | (Node & { readonly type: 'self' | 'super' | 'true' | 'false' | 'nil' })
  /** `count`, `Counter`, `MyApp::Counter`, and `$count`, whose `isVariable` is true. */
  | (Node & { readonly type: 'name'; readonly name: string; readonly isVariable: boolean })
  /** What only bash can say: `$(date)`, `${x%%y}`, and a statement that is a command line. */
  | (Node & { readonly type: 'shell'; readonly text: string; readonly form: 'value' | 'statement' })
  | BlockExpression
  | SendExpression
  | (Node & {
      readonly type: 'cascade';
      readonly receiver: Expression;
      readonly messages: readonly Message[];
    })
  /** + - * / % , = ~= == != < > <= >= =~ and, inside `$((…))`, && and ||. */
  | (Node & {
      readonly type: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    })
  | (Node & { readonly type: 'negate'; readonly value: Expression })
  /**
   * What the language does itself: ifTrue:ifFalse:, whileTrue:, timesRepeat:, to:do:, and:, not, isEmpty, arrayAt:put:,
   * do:, collect:, … `selector` as written, with colons.
   */
  | (Node & {
      readonly type: 'postfix';
      readonly receiver: Expression;
      readonly selector: string;
      readonly args: readonly Expression[];
    })
  | (Node & { readonly type: 'assign'; readonly name: string; readonly value: Expression })
  /** `^ value`; null for `^` alone. */
  | (Node & { readonly type: 'return'; readonly value: Expression | null })
  | (Node & {
      readonly type: 'try';
      readonly body: BlockExpression;
      readonly handler: BlockExpression;
    });

export interface BlockExpression extends Node, Body {
  readonly type: 'block';
  readonly parameters: readonly string[];
}

export interface Message {
  /** Normal form: `at_put_`. */
  readonly selector: string;
  readonly args: readonly Expression[];
}

export interface SendExpression extends Node, Message {
  readonly type: 'send';
  readonly receiver: Expression;
}
