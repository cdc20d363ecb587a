// Json: builds JSON step by step, and reads it.
import { dictionaryOf, JSON_PRIMITIVES, listOf, withKey } from '../evaluate/json-primitives.ts';
import type { Instance } from '../space/instance.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import type { TrashClass } from '../space/trash-class.ts';
import { TrashError } from '../values/trash-error.ts';
import { type Json, jsonOf, numberOf, textOf, type Value } from '../values/value.ts';
import type { ClassDefinition, InstanceMethod } from './define.ts';
import { isJson, parseJson } from './json-text.ts';

type Read = (value: Value | undefined) => Json;

const asText: Read = (value) => textOf(value);

/** A value that is no text is what it is; a text is read. */
const asJson: Read = (value) => (typeof value === 'string' ? parseJson(value) : jsonOf(value));

/** @throws TrashError TypeError for what is no number */
function asNumber(value: Value | undefined): Json {
  if (textOf(value).trim() !== '') return jsonOf(numberOf(value));
  throw new TrashError('TypeError', `'${textOf(value)}' is not a number`);
}

function asBoolean(value: Value | undefined): boolean {
  const text = textOf(value);
  if (text === 'true' || text === 'false') return text === 'true';
  throw new TrashError('InvalidArgument', `'${text}' is neither true nor false`);
}

const puts =
  (read: Read): InstanceMethod =>
  (self, [key, value], space) => {
    const data = dictionaryOf(space.getVariable(self, 'data'));
    space.setVariable(self, 'data', withKey(data, textOf(key), read(value)));
    return self;
  };

const pushes =
  (read: Read): InstanceMethod =>
  (self, [value], space) => {
    space.setVariable(self, 'data', [...listOf(space.getVariable(self, 'data')), read(value)]);
    return self;
  };

function builder(self: TrashClass, type: 'object' | 'array', space: ObjectSpace): Instance {
  const made = space.persistence.create(self);
  space.setVariable(made, 'type', type);
  space.setVariable(made, 'data', type === 'object' ? {} : []);
  return made;
}

const build: InstanceMethod = (self, _args, space) => space.getVariable(self, 'data');

export const jsonClass: ClassDefinition = {
  name: 'Json',
  variables: { data: '', type: '' },
  methods: {
    'at:put:': puts(asText),
    'at:putJson:': puts(asJson),
    'at:putNumber:': puts(asNumber),
    'at:putBool:': puts(asBoolean),
    'push:': pushes(asText),
    'pushJson:': pushes(asJson),
    'pushNumber:': pushes(asNumber),
    'pushBool:': pushes(asBoolean),
    build,
    asString: build,
  },
  classMethods: {
    object: (self, _args, space) => builder(self, 'object', space),
    array: (self, _args, space) => builder(self, 'array', space),
    'key:value:': (_self, [key, value]) => ({ [textOf(key)]: textOf(value) }),
    'parse:': (_self, [text]) => parseJson(textOf(text)),
    'isValid:': (_self, [text]) => isJson(textOf(text)),
    'at:from:': (_self, [path, text]) =>
      JSON_PRIMITIVES['jsonPath:'](parseJson(textOf(text)), [path ?? null]),
    'pretty:': (_self, [text]) => JSON.stringify(parseJson(textOf(text)), null, 2),
  },
};
