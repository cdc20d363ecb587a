// A reply as a command shows it: the value on stdout, the error on stderr, 0 or 1.
import type { Outcome } from '@rhachet/kit';
import { printable } from '@rhachet/kit';
import type { TextReply } from '../space/text-request.ts';

/** Errors of our own say it themselves; those that a program threw are told with their type and the way there. */
const OWN: ReadonlySet<string> = new Set([
  'MessageNotUnderstood',
  'ClassNotFound',
  'InvalidReceiver',
  'InvalidArgument',
  'PrivateMethod',
  'NotFound',
  'FileError',
  'SyntaxError',
  'PersistenceError',
  'ConflictError',
]);

export function errorText({ type, message, trace }: NonNullable<TextReply['error']>): string {
  if (OWN.has(type)) return `Error: ${printable(message)}\n`;
  const way = trace.map((step) => `  at ${printable(step)}\n`).join('');
  return `Unhandled error: ${type}: ${printable(message)}\n${way}`;
}

export function replyOutcome(reply: TextReply, json: boolean): Outcome {
  const exit = reply.status === 0 ? 0 : 1;
  if (json) return { print: `${JSON.stringify(reply)}\n`, exit };
  const value = reply.value === '' ? '' : `${reply.value}\n`;
  return {
    note: reply.errors + (reply.error ? errorText(reply.error) : ''),
    print: reply.output + value,
    exit,
  };
}
