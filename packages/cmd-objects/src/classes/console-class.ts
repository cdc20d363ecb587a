// Console: what a program says to the person at the terminal.
import type { ObjectSpace } from '../space/object-space.ts';
import { TrashError } from '../values/trash-error.ts';
import { numberOf, textOf, type Value } from '../values/value.ts';
import type { ClassDefinition, ClassMethod } from './define.ts';
import { printf } from './printf.ts';

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

const COLORS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

const STDOUT = 1;
const STDERR = 2;

/** In colour only where a person sees it. @throws TrashError InvalidArgument for a colour that is none */
function colored(text: string, color: string, to: { space: ObjectSpace; fd: number }): string {
  const code = COLORS.indexOf(color);
  if (code < 0)
    throw new TrashError('InvalidArgument', `'${color}' is none of ${COLORS.join(', ')}`);
  const isSeen = process.getBuiltinModule('node:tty').isatty(to.fd);
  if (!isSeen || (to.space.environment('NO_COLOR') ?? '') !== '') return text;
  return `\u001b[${30 + code}m${text}\u001b[0m`;
}

function printColored(text: Value | undefined, color: string, space: ObjectSpace): null {
  space.printer.print(`${colored(textOf(text), color, { space, fd: STDOUT })}\n`);
  return null;
}

const formatted: ClassMethod = (_self, [format, ...values], space) => {
  space.printer.print(printf(textOf(format), values));
  return null;
};

const WIDEST = 10_000;

function rule(width: Value | undefined): string {
  const number = Number(numberOf(width));
  if (Number.isInteger(number) && number >= 0 && number <= WIDEST) return '-'.repeat(number);
  throw new TrashError('InvalidArgument', `a line cannot be '${textOf(width)}' wide`);
}

const readLine: ClassMethod = (_self, _args, space) => space.readLine();

/** On stderr, where it is seen also when somebody keeps the value. */
const prompted: ClassMethod = (_self, [text], space) => {
  space.printer.printError(textOf(text));
  return space.readLine();
};

export const consoleClass: ClassDefinition = {
  name: 'Console',
  classMethods: {
    'print:': out((text) => `${text}\n`),
    'printLine:': out((text) => `${text}\n`),
    'write:': out((text) => text),
    readLine,
    'prompt:': prompted,
    newline: out(() => '\n'),
    hr: out(() => `${rule(40)}\n`),
    'hr:': (_self, [width], space) => {
      space.printer.print(`${rule(width)}\n`);
    },
    clear: out(() => '\u001b[H\u001b[2J'),
    'printf:with:': formatted,
    'printf:with:and:': formatted,
    'printf:with:and:and:': formatted,
    'print:color:': (_self, [text, color], space) => printColored(text, textOf(color), space),
    'success:': (_self, [text], space) => printColored(text, 'green', space),
    'error:': (_self, [text], space) => err(space, text),
    'warn:': (_self, [text], space) => err(space, text),
    'fail:': (_self, [text], space) =>
      err(space, colored(textOf(text), 'red', { space, fd: STDERR })),
  },
};
