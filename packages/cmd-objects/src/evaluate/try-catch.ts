// `try: [...] catch: [:error | ...]`.
import type { Expression } from '../language/ast.ts';
import { TrashError } from '../values/trash-error.ts';
import { type Code, compileBlock } from './compile.ts';
import type { ClosureBlock } from './closure-block.ts';
import type { Scope } from './scope.ts';

type Try = Extract<Expression, { type: 'try' }>;

/** What a handler sees: `MyErr: bad thing`. */
export const errorText = ({ type, message }: TrashError): string => `${type}: ${message}`;

/** The stack of JavaScript is ours: to a program it is a depth that it went beyond. */
export function asTrashError(error: unknown): TrashError | null {
  if (error instanceof TrashError) return error;
  if (error instanceof RangeError && /call stack/i.test(error.message))
    return new TrashError('DepthExceeded', 'messages are nested too deeply');
  return null;
}

export function compileTry({ body, handler }: Try, scope: Scope): Code {
  const attempt = compileBlock(body, scope);
  const rescue = compileBlock(handler, scope);
  return (frame) => {
    try {
      return (attempt(frame) as ClosureBlock).call([]);
    } catch (error) {
      const caught = asTrashError(error);
      if (!caught) throw error;
      return (rescue(frame) as ClosureBlock).call([errorText(caught)]);
    }
  };
}
