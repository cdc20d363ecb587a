// A message from outside: words in, text out, and everything that it changed is written before it is answered.
import { asTrashError } from '../evaluate/try-catch.ts';
import { Block } from '../values/block.ts';
import { TrashError } from '../values/trash-error.ts';
import { textOf, type Value } from '../values/value.ts';
import { blockArgument } from './block-argument.ts';
import type { ObjectSpace } from './object-space.ts';
import type { Printed } from './print.ts';
import type { TextReply } from './text-request.ts';
import type { Method, Receiver } from './trash-class.ts';
import { readWords, type Words } from './words.ts';

interface Answer {
  readonly value: string;
  readonly kind: TextReply['kind'];
  /** Of a raw method: how it ended. */
  readonly status: number;
}

const NOBODY: ReadonlySet<string> = new Set(['MessageNotUnderstood', 'ClassNotFound']);

/** Never throws what a program can cause: the reply says it. */
export function answerWords(space: ObjectSpace, words: readonly string[]): TextReply {
  const { result, printed } = space.printer.during(() => attempt(space, words));
  return result instanceof TrashError ? failed(result, printed) : replied(result, printed);
}

function attempt(space: ObjectSpace, words: readonly string[]): Answer | TrashError {
  const answer = orError(() => {
    space.persistence.refresh();
    return perform(space, readWords(words), null);
  });
  // Also what a message changed that failed later: it has happened, as it would have in a shell.
  const settled = orError(() => space.persistence.settle());
  return settled instanceof TrashError ? settled : answer;
}

function orError<T>(work: () => T): T | TrashError {
  try {
    return work();
  } catch (error) {
    const known = asTrashError(error);
    if (!known) throw error;
    return known;
  }
}

/** One message inside another: what bash sends while its caller waits. */
export function answerNested(
  space: ObjectSpace,
  words: readonly string[],
  caller: Receiver | null,
): { readonly answer: Answer; readonly printed: Printed } {
  const { result, printed } = space.printer.during(() => perform(space, readWords(words), caller));
  return { answer: result, printed };
}

function perform(space: ObjectSpace, words: Words, caller: Receiver | null): Answer {
  const receiver = space.resolve(words.receiver);
  const args = words.args.map((arg) => blockArgument(arg, space));
  if (receiver instanceof Block) {
    const value = space.send(receiver, words.selector, args, caller);
    return { value: textOf(value), kind: 'native', status: 0 };
  }
  const selector = understood(space, receiver, words);
  const method: Method | null = space.methodOf(receiver, selector);
  space.lastStatus = 0;
  const value: Value = space.send(receiver, selector, args, caller);
  const kind = method?.source.kind ?? null;
  return { value: textOf(value), kind, status: kind === 'bash' ? space.lastStatus : 0 };
}

/** `@ Counter find 'value > 5'` means `find:`, where there is no unary `find`. */
function understood(space: ObjectSpace, receiver: Receiver, { selector, args }: Words): string {
  if (args.length === 0 || selector.endsWith('_')) return selector;
  if (space.methodOf(receiver, selector)) return selector;
  const keyword = `${selector}_`;
  return args.length === 1 && space.methodOf(receiver, keyword) ? keyword : selector;
}

const replied = ({ value, kind, status }: Answer, { output, errors }: Printed): TextReply => ({
  status: status === 0 ? 0 : 1,
  value,
  output,
  errors,
  error: null,
  kind,
});

function failed({ type, message, trace }: TrashError, { output, errors }: Printed): TextReply {
  const status = NOBODY.has(type) && trace.length === 0 ? 200 : 1;
  return { status, value: '', output, errors, error: { type, message, trace }, kind: null };
}
