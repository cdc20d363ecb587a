// The statements of a body or a block. A fault ends one statement; the next one is read as if nothing had been.
import type { BlockExpression, Body, Expression } from './ast.ts';
import { BashScanner } from './bash-scanner.ts';
import type { Range } from './carriers.ts';
import type { Context } from './context.ts';
import { ExpressionParser } from './expression-parser.ts';
import { Fault } from './problems.ts';
import { type ShellContext, startsShell } from './shell-start.ts';
import { readShellStatement } from './shell-statement.ts';
import { skipStatement } from './skip-statement.ts';
import { unexpected } from './token-stream.ts';
import { shownToken, type TokenType } from './tokens.ts';

const SEPARATORS: ReadonlySet<TokenType> = new Set(['newline', 'dot', 'semicolon']);
const ENDS: ReadonlySet<TokenType> = new Set([...SEPARATORS, 'close', 'end']);
/** What goes on behind a whole expression, and where a value is missing: only bash has that. */
const PIPES = /^(?:[|&<>]|\d>)/;
const PATH = /^\/\w/;

export class BodyParser extends ExpressionParser {
  #blocks = 0;
  readonly #names: Set<string>;
  // One of each for all statements: what they have not found once they look for no more.
  #dslScanner: BashScanner | null = null;
  #bashScanner: BashScanner | null = null;

  /** `names`: what is surely a variable; parameters and locals are added as they are met. */
  constructor(context: Context, range: Range, names = new Set<string>()) {
    super(context, range);
    this.#names = names;
  }

  /** All of its range. */
  body(): Body {
    const locals: string[] = [];
    return { locals, statements: this.#statements(locals) };
  }

  protected override block(): BlockExpression {
    const open = this.stream.next();
    const { newlinesMatter } = this.stream;
    this.stream.newlinesMatter = true;
    this.#blocks++;
    try {
      const locals: string[] = [];
      const parameters = this.#parameters(locals);
      const statements = this.#statements(locals);
      this.stream.newlinesMatter = newlinesMatter;
      this.stream.expect('close', "']'");
      return { type: 'block', parameters, locals, statements, at: this.at(open) };
    } finally {
      this.#blocks--;
      this.stream.newlinesMatter = newlinesMatter;
    }
  }

  protected override tryCatch(): Expression {
    const at = this.at(this.stream.next());
    const body = this.#handlerBlock();
    this.stream.skipNewlines();
    const keyword = this.stream.peek();
    if (keyword.text !== 'catch:') throw unexpected(keyword, "'catch:'");
    this.stream.next();
    return { type: 'try', body, handler: this.#handlerBlock(), at };
  }

  protected override sendOfBash(range: Range): Expression | null {
    return new BodyParser(this.context, range, this.#names).#onlySend();
  }

  #handlerBlock(): BlockExpression {
    this.stream.skipNewlines();
    const open = this.stream.peek();
    if (open.type !== 'open') throw unexpected(open, "'['");
    return this.context.deeper(open.start, () => this.block());
  }

  /** `:x :y |`; `[:x || t | …]` has its bar and the one of the locals in one token. */
  #parameters(locals: string[]): readonly string[] {
    const parameters: string[] = [];
    this.stream.skipNewlines();
    while (this.stream.peek().type === 'parameter') {
      const name = this.stream.next().text.slice(1).trim();
      parameters.push(name);
      this.#names.add(name);
    }
    if (parameters.length === 0) return parameters;
    const bar = this.stream.peek();
    if (bar.type === 'pipe') this.stream.next();
    else if (bar.text === '||') {
      this.stream.next();
      this.#localsUntilBar(locals);
    } else if (bar.type !== 'close') throw unexpected(bar, "'|'");
    return parameters;
  }

  #localsUntilBar(locals: string[]): void {
    for (;;) {
      this.stream.skipNewlines();
      const token = this.stream.peek();
      if (token.type === 'pipe') break;
      const { text } = this.stream.expect('name', "a variable or '|'");
      locals.push(text);
      this.#names.add(text);
    }
    this.stream.next();
  }

  /** Up to the end, or in a block in front of its `]`. */
  #statements(locals: string[]): readonly Expression[] {
    const statements: Expression[] = [];
    for (;;) {
      const token = this.stream.peek();
      if (token.type === 'end' || (token.type === 'close' && this.#blocks > 0)) return statements;
      if (SEPARATORS.has(token.type)) this.stream.next();
      else this.#recovering(() => this.#statementInto(statements, locals));
    }
  }

  #statementInto(statements: Expression[], locals: string[]): void {
    const token = this.stream.peek();
    if (token.type === 'pipe') {
      this.stream.next();
      this.#localsUntilBar(locals);
    } else if (token.text === '||') this.stream.next();
    else statements.push(this.#statement());
  }

  #recovering(parse: () => void): void {
    const { newlinesMatter } = this.stream;
    const { start } = this.stream.peek();
    try {
      parse();
    } catch (error) {
      const fault = this.context.problems.addFault(error);
      this.stream.newlinesMatter = newlinesMatter;
      this.#dslScanner ??= this.#scanner(true);
      this.stream.seek(skipStatement(this.#dslScanner, { start, beyond: fault.offset }));
    }
  }

  #statement(): Expression {
    if (startsShell(this.stream, this.#shellContext)) return this.#shell();
    const { start } = this.stream.peek();
    const mayBeShell = this.#mayBeShell();
    const known = this.context.problems.list.length;
    let isComplete = false;
    try {
      const statement = this.#plainStatement();
      const end = this.stream.peek();
      if (ENDS.has(end.type)) return statement;
      isComplete = true;
      throw this.#leftover(end.start);
    } catch (error) {
      if (!mayBeShell || !(error instanceof Fault)) throw error;
      const rest = this.context.source.text.slice(error.offset, error.offset + 2);
      if (!(isComplete ? PIPES : PATH).test(rest)) throw error;
      this.context.problems.forget(known);
      this.stream.newlinesMatter = true;
      this.stream.seek(start);
      return this.#shell();
    }
  }

  /** `@ self size | wc`, `@ self size > /tmp/x`, `unknown > /tmp/x`: a start that both languages have. */
  #mayBeShell(): boolean {
    const { type } = this.stream.peek();
    if (type === 'name') return this.stream.second().type === 'operator';
    return type === 'at' || type === 'expansion';
  }

  #leftover(offset: number): Fault {
    const token = this.stream.peek();
    const hint =
      token.type === 'keyword' || token.type === 'name' ? ': a message starts with @' : '';
    if (token.type === 'unterminated') return unexpected(token, '');
    return new Fault('unexpected_token', `${shownToken(token)} makes no sense here${hint}`, offset);
  }

  get #shellContext(): ShellContext {
    return { isNested: this.#blocks > 0, names: this.#names };
  }

  #plainStatement(): Expression {
    const token = this.stream.peek();
    if (token.type !== 'caret') return this.expression();
    this.stream.next();
    const value = ENDS.has(this.stream.peek().type) ? null : this.expression();
    return { type: 'return', value, at: this.at(token) };
  }

  #shell(): Expression {
    const first = this.stream.peek();
    const { text, end, isWhole } = readShellStatement(
      (this.#bashScanner ??= this.#scanner(false)),
      first.start,
    );
    if (!isWhole) {
      this.context.problems.add(
        'unterminated',
        `this command never ends: ${first.text}`,
        first.start,
      );
    }
    this.stream.seek(end);
    return { type: 'shell', text, form: 'statement', at: this.at(first) };
  }

  #scanner(isDsl: boolean): BashScanner {
    return new BashScanner(this.context.source.text, this.stream.lexer.end, isDsl);
  }

  /** In `$(…)` an argument is one word: `$(@ a size > /tmp/x)` and `$(@ a b; c)` are bash. */
  #onlySend(): Expression | null {
    const known = this.context.problems.list.length;
    try {
      this.stream.skipNewlines();
      const send = this.sendOfWords();
      this.stream.skipNewlines();
      if (this.stream.peek().type === 'end') return send;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
    this.context.problems.forget(known);
    return null;
  }
}
