// A session: each line is a statement of the language, and its variables stay.
import { explainText } from '@rhachet/kit';
import { compileValueBody } from '../evaluate/compile.ts';
import { Frame, NonLocalReturn } from '../evaluate/frame.ts';
import { type MethodScope, Scope } from '../evaluate/scope.ts';
import { asTrashError } from '../evaluate/try-catch.ts';
import type { Body } from '../language/ast.ts';
import { parseBody } from '#parser';
import { errorText } from '../commands/reply.ts';
import type { Runtime } from '../runtime.ts';
import { TrashError } from '../values/trash-error.ts';
import { textOf, type Value } from '../values/value.ts';
import { HELP, reportText } from './text.ts';

export interface Shown {
  readonly out: string;
  readonly err: string;
}

export class ReplSession {
  isOver = false;
  readonly runtime: Runtime;
  readonly #scope: Scope;
  readonly #frame: Frame;

  constructor(runtime: Runtime) {
    this.runtime = runtime;
    const foundAt = runtime.space.classNamed('Object');
    const method: MethodScope = {
      machine: runtime.space,
      foundAt,
      isClassSide: true,
      selector: '',
      hasThrownReturn: false,
    };
    this.#scope = new Scope(method, null);
    this.#frame = new Frame(foundAt, [], 1, null);
    this.#scope.declare('_');
  }

  /** The names of the variables so far. */
  variables(): string[] {
    return [...this.#scope.visible().keys()].filter((name) => name !== '_');
  }

  /** Never throws what a program can cause. */
  run(line: string): Shown {
    const { space } = this.runtime;
    const { result, printed } = space.printer.during(() => {
      try {
        space.persistence.refresh();
        const shown = this.#perform(line.trim());
        space.persistence.settle();
        return shown;
      } catch (error) {
        const known = asTrashError(error);
        if (!known) throw error;
        return known;
      }
    });
    if (result instanceof TrashError)
      return { out: printed.output, err: printed.errors + errorText(result) };
    return { out: printed.output + result, err: printed.errors };
  }

  #perform(line: string): string {
    if (line === '') return '';
    if (line.startsWith('/')) return this.#command(line.slice(1).split(/\s+/));
    const value = this.#evaluate(this.#parsed(line));
    this.#frame.vars[0] = value;
    const text = textOf(value);
    return text === '' ? '' : `${text}\n`;
  }

  /** `Counter new` is a message, too: nobody types the @ twice. */
  #parsed(line: string): Body {
    const { body, problems } = parseBody(line);
    const [first] = body.statements;
    const isStatement = problems.length === 0 && first !== undefined && first.type !== 'shell';
    if (isStatement || line.startsWith('@')) return checked(body, problems);
    const asMessage = parseBody(`@ ${line}`);
    return asMessage.problems.length === 0 ? asMessage.body : checked(body, problems);
  }

  #evaluate(body: Body): Value {
    for (const name of body.locals) if (!this.#scope.find(name)) this.#scope.declare(name);
    try {
      return compileValueBody(body, this.#scope)(this.#frame);
    } catch (error) {
      if (error instanceof NonLocalReturn) return error.value;
      throw error;
    }
  }

  #command([name = '', ...words]: readonly string[]): string {
    if (name === 'quit' || name === 'q') this.isOver = true;
    if (this.isOver) return '';
    if (name === 'explain' && words.length > 1)
      return explainText(
        this.runtime.explain(
          words.map((word) => this.named(word)),
          true,
        ),
      );
    if (name === 'inspect' && words[0] !== undefined)
      return reportText(this.runtime.inspect(this.named(words[0])));
    if (name === 'classes') return `${this.runtime.classes().join('\n')}\n`;
    return HELP;
  }

  /** A variable of the session, or the word itself. */
  named(word: string): string {
    const found = this.#scope.find(word);
    return found ? textOf(this.#frame.vars[found.slot]) : word;
  }
}

function checked(body: Body, problems: ReturnType<typeof parseBody>['problems']): Body {
  const [problem] = problems;
  if (!problem) return body;
  throw new TrashError('SyntaxError', `column ${problem.at.column + 1}: ${problem.message}`);
}
