// The words behind `@`, as a shell has split them: receiver, then a selector or keywords with their arguments.
import { normalSelector } from '../language/selector.ts';
import { TrashError } from '../values/trash-error.ts';

export interface Words {
  readonly receiver: string;
  /** Normal form. */
  readonly selector: string;
  readonly args: readonly string[];
}

/**
 * A word that ends in `:` goes on with the selector, and the word behind it is its argument, whatever it
 * is. Words behind a unary selector are arguments, too.
 * @throws TrashError InvalidArgument
 */
export function readWords(words: readonly string[]): Words {
  const [receiver, first, ...rest] = words;
  if (receiver === undefined || receiver === '')
    throw new TrashError('InvalidReceiver', 'a message needs a receiver: @ receiver selector');
  if (first === undefined || first === '')
    throw new TrashError(
      'InvalidArgument',
      `what shall ${receiver} do? a message needs a selector`,
    );
  if (!first.endsWith(':')) return { receiver, selector: normalSelector(first), args: rest };
  return { receiver, ...keywords([first, ...rest]) };
}

function keywords(words: readonly string[]): Omit<Words, 'receiver'> {
  const args: string[] = [];
  let selector = '';
  for (let index = 0; index < words.length; index += 2) {
    const [keyword = '', argument] = words.slice(index, index + 2);
    if (!keyword.endsWith(':'))
      throw new TrashError(
        'InvalidArgument',
        `'${keyword}' is one word too many behind ${selector}`,
      );
    selector += keyword;
    if (argument === undefined)
      throw new TrashError('InvalidArgument', `${selector} needs an argument`);
    args.push(argument);
  }
  return { selector: normalSelector(selector), args };
}
