// A class or a trait: its head and its members. What makes no sense is reported, and the next member is looked for.
import type { Advice, Position, Unit } from './ast.ts';
import { BodyEnds } from './body-end.ts';
import { nextMember } from './class-keywords.ts';
import type { Context } from './context.ts';
import { nextOnLine, parseHeader } from './header-parser.ts';
import {
  expectEndOfLine,
  parseAlias,
  parseRequirement,
  parseSelector,
  parseVariables,
} from './member-parser.ts';
import { isMethodKeyword, MethodParser } from './method-parser.ts';
import { TokenStream, unexpected } from './token-stream.ts';
import type { Token } from './tokens.ts';
import { UnitDraft } from './unit-draft.ts';

export class UnitParser {
  readonly #context: Context;
  readonly #stream: TokenStream;
  readonly #methods: MethodParser;
  readonly #draft = new UnitDraft();

  constructor(context: Context) {
    const { text } = context.source;
    this.#context = context;
    this.#stream = new TokenStream(text, 0, text.length);
    this.#methods = new MethodParser(context, this.#stream, new BodyEnds(text));
  }

  /** null when there is no head. */
  unit(): Unit | null {
    try {
      const header = parseHeader(this.#stream);
      while (nextOnLine(this.#stream).type !== 'end') this.#member();
      return this.#draft.finish(header);
    } catch (error) {
      this.#context.problems.addFault(error);
      return null;
    }
  }

  #member(): void {
    const { start } = this.#stream.peek();
    try {
      this.#parseMember();
    } catch (error) {
      const fault = this.#context.problems.addFault(error);
      const { text } = this.#context.source;
      this.#stream.seek(nextMember(text, Math.max(fault.offset, start + 1)));
    }
  }

  #parseMember(): void {
    const keyword = this.#stream.peek();
    if (keyword.type !== 'keyword') throw unexpected(keyword, 'a member of the class');
    if (isMethodKeyword(keyword.text)) {
      const method = this.#methods.method(this.#draft.category);
      if (method !== null) this.#draft.methods.push(method);
      return;
    }
    this.#stream.next();
    if (!this.#parseDeclaration(keyword)) {
      throw unexpected(keyword, 'a member of the class');
    }
  }

  /** False for a keyword that is none of a class. */
  #parseDeclaration(keyword: Token): boolean {
    const draft = this.#draft;
    const stream = this.#stream;
    const at = this.#context.source.positionOf(keyword.start);
    switch (keyword.text) {
      case 'instanceVars:':
        draft.instanceVars.push(...parseVariables(this.#context, stream));
        return true;
      case 'classInstanceVars:':
        draft.classInstanceVars.push(...parseVariables(this.#context, stream));
        return true;
      case 'include:':
        draft.includes.push(stream.expect('name', 'the name of a trait').text);
        return true;
      case 'requires:':
        draft.requires.push(parseRequirement(stream));
        return true;
      case 'category:':
        draft.category = this.#category();
        return true;
      case 'pragma:':
        draft.pragmas.push(stream.expect('name', 'the name of a pragma').text);
        return true;
      case 'alias:':
        draft.aliases.push(parseAlias(stream, at));
        return true;
      case 'before:':
        draft.advice.push(this.#advice('before', at));
        return true;
      case 'after:':
        draft.advice.push(this.#advice('after', at));
        return true;
      default:
        return false;
    }
  }

  #category(): string {
    const token = this.#stream.peek();
    if (token.type === 'string' || token.type === 'double') {
      return this.#stream.next().text.slice(1, -1);
    }
    const { text } = this.#stream.expect('name', 'the name of a category');
    expectEndOfLine(this.#stream);
    return text;
  }

  #advice(kind: Advice['kind'], at: Position): Advice {
    const selector = parseSelector(this.#stream, 'do:');
    this.#stream.next();
    return { kind, selector, ...this.#methods.body(), at };
  }
}
