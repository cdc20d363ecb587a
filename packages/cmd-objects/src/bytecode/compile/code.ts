// From the tree of a block to code: `value` leaves one value on the stack, `effect` none.
import type { BlockExpression, Expression } from '../../language/ast.ts';
import { type Chunk, MAX_NESTING } from '../chunk.ts';
import { CodeScope, type Surroundings, type Variable } from './code-scope.ts';
import { CONTROL } from './control.ts';
import { Emitter } from './emitter.ts';
import { expression } from './expressions.ts';
import { literalOf } from './literal.ts';
import { Refusal } from './refusal.ts';

/** Of expressions in each other: more would overflow the stack of whoever compiles. */
const MAX_DEPTH = 200;
const MAX_VARIABLES = 255;
const MAX_NAME = 255;

/** How many blocks and expressions stand around. */
interface Depth {
  readonly blocks: number;
  readonly expressions: number;
}

/** @throws Refusal */
export function codeOf(
  block: BlockExpression,
  around: Surroundings,
  depth: Depth = { blocks: 0, expressions: 0 },
): Chunk {
  if (depth.blocks >= MAX_NESTING) {
    throw new Refusal(`blocks are nested more than ${MAX_NESTING} deep`, block.at);
  }
  return new Code(block, around, depth).finish();
}

export class Code {
  readonly emitter: Emitter;
  readonly scope: CodeScope;
  readonly #block: BlockExpression;
  readonly #blocks: number;
  #depth: number;

  constructor(block: BlockExpression, around: Surroundings, depth: Depth) {
    this.#block = block;
    this.#blocks = depth.blocks;
    this.#depth = depth.expressions;
    this.emitter = new Emitter(block.at);
    this.scope = new CodeScope(block.parameters, around);
  }

  finish(): Chunk {
    const { parameters, localNames, captures } = this.scope;
    this.scope.open(this.#block.locals);
    this.statements(this.#block.statements, true);
    this.emitter.emit('RETURN');
    const slots = captures.map(({ slot }) => slot + 1);
    if (Math.max(parameters.length, localNames.length, captures.length, ...slots) > MAX_VARIABLES) {
      this.emitter.refuse(`more than ${MAX_VARIABLES} variables`);
    }
    const named = [...parameters, ...localNames, ...captures.map(({ name }) => name)];
    if (named.some(({ length }) => length > MAX_NAME)) {
      this.emitter.refuse(`a name of more than ${MAX_NAME} characters`);
    }
    return this.emitter.finish({ parameters, localCount: localNames.length, captures }, localNames);
  }

  /** `wanted`: the value of the last one stays on the stack; nil when there is none. */
  statements(statements: readonly Expression[], wanted: boolean): void {
    const last = statements.findIndex(({ type }) => type === 'return');
    const reached = last < 0 ? statements : statements.slice(0, last + 1);
    for (const [index, statement] of reached.entries()) {
      this.emitter.mark(statement.at);
      if (wanted && index === reached.length - 1) this.value(statement);
      else this.effect(statement);
    }
    if (wanted && reached.length === 0) this.emitter.emit('CONST_NIL');
  }

  effect(node: Expression): void {
    this.#deeper(node);
    if (node.type === 'assign') {
      this.value(node.value);
      this.emitter.mark(node.at);
      this.store(node.name);
    } else if (node.type === 'postfix' && CONTROL.has(node.selector)) {
      CONTROL.get(node.selector)?.(this, { ...node, wanted: false });
    } else {
      this.value(node);
      this.emitter.emit('POP');
    }
    this.#depth--;
  }

  value(node: Expression): void {
    this.#deeper(node);
    const literal = literalOf(node);
    if (literal !== undefined) this.emitter.push(literal);
    else expression(this, node);
    this.#depth--;
  }

  #deeper({ at }: Expression): void {
    if (++this.#depth <= MAX_DEPTH) return;
    throw new Refusal(`expressions are nested more than ${MAX_DEPTH} deep`, at);
  }

  /** A block of its own, ready to be called. */
  block(node: BlockExpression): void {
    const chunk = codeOf(node, this.scope, {
      blocks: this.#blocks + 1,
      expressions: this.#depth,
    });
    this.emitter.emit('MAKE_BLOCK', this.emitter.constant(chunk), 0);
  }

  /**
   * The statements of a block in place. `taken` values on the stack become its first parameters; `wanted` as with
   * `statements`. Each time round, its variables are new ones.
   */
  inline(block: BlockExpression, { taken, wanted }: { taken: 0 | 1; wanted: boolean }): void {
    const slots = this.scope.open([...block.parameters, ...block.locals]);
    for (const slot of slots) this.emitter.emit('NEW_LOCAL', slot);
    const [first] = slots;
    if (taken === 1) {
      if (first === undefined || block.parameters.length === 0) this.emitter.emit('POP');
      else this.emitter.emit('STORE_LOCAL', first);
    }
    this.statements(block.statements, wanted);
    this.scope.close();
  }

  load(variable: Variable): void {
    switch (variable.kind) {
      case 'local': {
        this.emitter.emit('LOAD_LOCAL', variable.slot);
        return;
      }
      case 'parameter': {
        this.emitter.emit('LOAD_PARAM', variable.slot);
        return;
      }
      case 'capture': {
        this.emitter.emit('LOAD_CAPTURE', variable.slot);
        return;
      }
      case 'ivar': {
        this.emitter.emit('LOAD_IVAR', this.emitter.constant(variable.name));
        return;
      }
      case 'classVar': {
        this.emitter.emit('LOAD_CLASS_VAR', this.emitter.constant(variable.name));
        return;
      }
    }
  }

  store(name: string): void {
    const variable = this.scope.resolve(name);
    switch (variable?.kind) {
      case undefined:
        return this.emitter.refuse(`'${name}' is not declared`);
      case 'local': {
        this.emitter.emit('STORE_LOCAL', variable.slot);
        return;
      }
      case 'parameter': {
        this.emitter.emit('STORE_PARAM', variable.slot);
        return;
      }
      case 'capture': {
        this.emitter.emit('STORE_CAPTURE', variable.slot);
        return;
      }
      case 'ivar': {
        this.emitter.emit('STORE_IVAR', this.emitter.constant(variable.name));
        return;
      }
      case 'classVar': {
        this.emitter.emit('STORE_CLASS_VAR', this.emitter.constant(variable.name));
        return;
      }
    }
  }
}
