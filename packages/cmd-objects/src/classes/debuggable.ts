// Debuggable: lines on stderr for who looks for a fault.
import type { Instance } from '../space/instance.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import { textOf, type Value } from '../values/value.ts';
import { selectorsOf } from './object-class.ts';
import type { ClassDefinition } from './define.ts';

const two = (number: number): string => String(number).padStart(2, '0');

/** Local time: `2026-11-27 19:30:05`. */
export function timestamp(date: Date): string {
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

function debug(self: Instance, message: Value | undefined, space: ObjectSpace): Value {
  if (space.environment('TRASH_DEBUG') === '0') return null;
  space.printer.printError(`[${timestamp(new Date())}] DEBUG (${self.id}): ${textOf(message)}\n`);
  return null;
}

function lines(space: ObjectSpace, text: readonly string[]): Value {
  space.printer.print(`${text.join('\n')}\n`);
  return null;
}

export const debuggable: ClassDefinition = {
  name: 'Debuggable',
  isTrait: true,
  methods: {
    'debug:': (self, [message], space) => debug(self, message, space),
    'trace:args:': (self, [name, args], space) =>
      debug(self, `Calling ${textOf(name)} with args: ${textOf(args)}`, space),
    introspect: (self, _args, space) =>
      lines(space, [
        `Object: ${self.id}`,
        `Class: ${self.class.name}`,
        'Methods:',
        ...selectorsOf(self.class, 'instance').map((selector) => `  ${selector}`),
      ]),
    ancestry: (self, _args, space) =>
      lines(space, [
        `Inheritance chain for ${self.id}`,
        ...[...self.class.ancestry()].map(({ name }) => `  ${name}`),
      ]),
  },
};
