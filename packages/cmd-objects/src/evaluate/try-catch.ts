// `try: [...] catch: [:error | ...]`.
import type { Expression } from '../language/ast.ts';
import { TrashError } from '../values/trash-error.ts';
import { blockPart, type Kind } from './control.ts';
import type { Frame } from './frame.ts';
import type { Scope } from './scope.ts';

type Try = Extract<Expression, { type: 'try' }>;

/** What a handler sees: `MyErr: bad thing`. */
const errorText = ({ type, message }: TrashError): string => `${type}: ${message}`;

/** The stack of JavaScript is ours: to a program it is a depth that it went beyond. */
export function asTrashError(error: unknown): TrashError | null {
  if (error instanceof TrashError) return error;
  if (error instanceof RangeError && /call stack/i.test(error.message))
    return new TrashError('DepthExceeded', 'messages are nested too deeply');
  return null;
}

/** What a handler is told. @throws what is no error of the language */
export function caughtText(thrown: unknown): string {
  const error = asTrashError(thrown);
  if (!error) throw thrown;
  return errorText(error);
}

/** Its blocks are part of the method around them. */
export function compileTry<T>(
  { body, handler }: Try,
  scope: Scope,
  kind: Kind<T>,
): (frame: Frame) => T {
  const attempt = blockPart(body, scope, kind);
  const rescue = blockPart(handler, scope, kind);
  return (frame) => {
    try {
      return attempt(frame, null);
    } catch (thrown) {
      return rescue(frame, caughtText(thrown));
    }
  };
}
