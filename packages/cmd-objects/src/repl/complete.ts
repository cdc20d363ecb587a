// What a line may become: classes and variables behind `@`, selectors behind a receiver.
import { shownSelector } from '../language/selector.ts';
import { selectorsOf } from '../classes/object-class.ts';
import { Block } from '../values/block.ts';
import { Instance } from '../space/instance.ts';
import { TrashError } from '../values/trash-error.ts';
import type { ReplSession } from './session.ts';

const COMMANDS = ['/explain ', '/inspect ', '/classes', '/help', '/quit'];

export function completions(session: ReplSession, line: string): string[] {
  if (line.startsWith('/') && !line.includes(' '))
    return COMMANDS.filter((command) => command.startsWith(line));
  const found = /^(.*?)([\w:$]*)$/s.exec(line);
  const [, before = '', word = ''] = found ?? [];
  const receiver = /(?:^|[@\s])([\w:]+)\s+$/.exec(before)?.[1];
  const names =
    receiver === undefined
      ? [...session.runtime.classes(), ...session.variables()]
      : selectors(session, receiver);
  return names.filter((name) => name.startsWith(word)).map((name) => `${before}${name} `);
}

function selectors(session: ReplSession, receiver: string): string[] {
  try {
    const found = session.runtime.space.resolve(session.named(receiver));
    if (found instanceof Block) return ['value', 'valueWith:'];
    return found instanceof Instance
      ? [...selectorsOf(found.class, 'instance'), 'inspect', 'delete']
      : [...selectorsOf(found, 'class'), 'new'].map(shownSelector);
  } catch (error) {
    if (error instanceof TrashError) return [];
    throw error;
  }
}
