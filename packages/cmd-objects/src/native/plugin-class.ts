// A class that a plugin has registered, as the parts of a class: alone, or in the methods of its class file.
import { normalSelector } from '../language/selector.ts';
import type { ClassParts, MethodBody, MethodSource, TrashClass } from '../space/trash-class.ts';
import type { CodeFile } from '../space/latest-files.ts';
import { emptyParts } from '../space/empty-parts.ts';
import { overFile } from '../space/over-file.ts';
import { jsonFromText } from '../values/value.ts';
import type { RegisteredClass, RegisteredMethod } from './registrations.ts';
import type { Session } from './session.ts';

export interface PluginClass {
  readonly registered: RegisteredClass;
  readonly file: CodeFile;
  readonly session: Session;
}

/** @param file the class of the `.trash` file of the same name: what C does not have is as it is there */
export function partsOf(plugin: PluginClass, file: ClassParts | null): ClassParts {
  const own = ownParts(plugin);
  // C cannot name any trait: that objects are found, saved and read again needs no word of it.
  return overFile(file ? own : { ...own, traits: ['Persistable'] }, file, plugin.file);
}

function ownParts(plugin: PluginClass): ClassParts {
  const { name, superclass, variables, methods } = plugin.registered;
  const side = (wanted: RegisteredMethod['side']): Map<string, MethodSource> =>
    new Map(
      methods
        .filter((method) => method.side === wanted)
        .map((method) => [normalSelector(method.selector), sourceOf(method, plugin)]),
    );
  return {
    ...emptyParts(name),
    superclass: name === 'Object' ? null : (superclass ?? 'Object'),
    variables: variables.map(variable),
    methods: side('instance'),
    classMethods: side('class'),
  };
}

function variable(text: string): { name: string; default: ReturnType<typeof jsonFromText> | null } {
  const colon = text.indexOf(':');
  if (colon < 0) return { name: text, default: null };
  return { name: text.slice(0, colon), default: jsonFromText(text.slice(colon + 1), true) };
}

function sourceOf(
  method: RegisteredMethod,
  { registered, file, session }: PluginClass,
): MethodSource {
  const names = registered.variables.map((text) => variable(text).name);
  const name = file.path.replace(/^.*\//, '');
  const bound = new WeakMap<TrashClass, MethodBody>();
  return {
    selector: normalSelector(method.selector),
    kind: 'native',
    reason: `C: ${name}`,
    owner: registered.name,
    place: name,
    category: null,
    pragmas: [],
    parameters: Array.from({ length: method.parameters }, (_, index) => `p${index + 1}`),
    text: null,
    bind: (foundAt) => {
      const known = bound.get(foundAt);
      if (known) return known;
      const body = session.method(method.number, foundAt, names);
      bound.set(foundAt, body);
      return body;
    },
  };
}
