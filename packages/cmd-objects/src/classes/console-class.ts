// Console: what a program says to the person at the terminal.
import type { ObjectSpace } from '../space/object-space.ts';
import { textOf, type Value } from '../values/value.ts';
import type { ClassDefinition, ClassMethod } from './define.ts';

const out =
  (form: (text: string) => string): ClassMethod =>
  (_self, [text], space) => {
    space.printer.print(form(textOf(text ?? null)));
    return null;
  };

function err(space: ObjectSpace, text: Value | undefined): null {
  space.printer.printError(`${textOf(text ?? null)}\n`);
  return null;
}

export const consoleClass: ClassDefinition = {
  name: 'Console',
  classMethods: {
    'print:': out((text) => `${text}\n`),
    'printLine:': out((text) => `${text}\n`),
    'write:': out((text) => text),
    newline: out(() => '\n'),
    'error:': (_self, [text], space) => err(space, text),
    'warn:': (_self, [text], space) => err(space, text),
  },
};
