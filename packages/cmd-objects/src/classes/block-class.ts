// Block: code of bash that is kept in an object, with what it remembers. Blocks of the language need no class.
import type { Instance } from '../space/instance.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import { dictionaryOf, listOf } from '../evaluate/json-primitives.ts';
import { type Json, textOf, type Value } from '../values/value.ts';
import type { ClassDefinition, InstanceMethod } from './define.ts';
import { parseJson } from './json-text.ts';

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

const names = (list: Value): string[] =>
  listOf(list)
    .map(textOf)
    .filter((name) => NAME.test(name));

const variable = (self: Instance, name: string, space: ObjectSpace): Json =>
  space.getVariable(self, name);

/**
 * What it remembers are further parameters to bash. It runs as the object that made it: `_RECEIVER`
 * among them says which, where it still is.
 */
const value: InstanceMethod = (self, args, space) => {
  const parameters = names(variable(self, 'params', space));
  const { _RECEIVER: receiver, ...captured } = dictionaryOf(variable(self, 'captured', space));
  const remembered = Object.entries(captured).filter(
    ([name]) => NAME.test(name) && !parameters.includes(name),
  );
  const given = parameters.map((_, index) => args[index] ?? null);
  return space.raw({
    text: textOf(variable(self, 'code', space)),
    parameters: [...parameters, ...remembered.map(([name]) => name)],
    selector: 'value',
    self: (receiver === undefined ? null : space.instanceOf(textOf(receiver))) ?? self,
    args: [...given, ...remembered.map(([, one]) => one)],
  });
};

const orEmpty = (given: Value | undefined, empty: Json): Json =>
  textOf(given) === '' ? empty : parseJson(textOf(given));

export const blockClass: ClassDefinition = {
  name: 'Block',
  variables: { params: null, code: null, captured: null },
  methods: {
    value,
    'valueWith:': value,
    'valueWith:and:': value,
    numArgs: (self, _args, space) => listOf(variable(self, 'params', space)).length,
  },
  classMethods: {
    'params:code:captured:': (self, [params, code, captured], space) => {
      const list = listOf(orEmpty(params, []));
      const remembered = dictionaryOf(orEmpty(captured, {}));
      const made = space.persistence.create(self);
      space.setVariable(made, 'params', list);
      space.setVariable(made, 'code', textOf(code));
      space.setVariable(made, 'captured', remembered);
      return made;
    },
  },
};
