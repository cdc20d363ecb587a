// Plugins of the older interface, GetClassName and Dispatch: JSON in, JSON out, and nobody knows which methods there are.
import type { Instance } from '../space/instance.ts';
import { shownSelector } from '../language/selector.ts';
import type {
  ClassParts,
  MethodBody,
  MethodSource,
  Receiver,
  TrashClass,
} from '../space/trash-class.ts';
import type { Value } from '../values/value.ts';
import { cstring } from './memory.ts';
import type { CodeFile } from '../space/latest-files.ts';
import { emptyParts } from '../space/empty-parts.ts';
import type { Session } from './session.ts';

interface OldPlugin {
  readonly name: string;
  readonly library: number;
  readonly file: CodeFile;
  readonly session: Session;
}

const NOBODY = 200;

/** null for a library that is no such plugin, or one of another class. */
export function oldParts(plugin: OldPlugin, file: ClassParts | null): ClassParts | null {
  const { name, library, session } = plugin;
  const { functions } = session.memory;
  const has = (symbol: string): boolean => functions.tt_has(library, cstring(symbol)) !== 0;
  if (!has('GetClassName')) return null;
  if (session.memory.textFrom(functions.tt_old_name(library)) !== name) return null;
  const dispatch = [`${name.replaceAll('::', '__')}_Dispatch`, 'Dispatch'].find(has);
  if (dispatch === undefined) return null;
  const base = file ?? emptyParts(name);
  return {
    ...base,
    methods: new DispatchedMethods(base.methods, (selector) =>
      sourceOf(selector, { ...plugin, dispatch }),
    ),
    classMethods: new DispatchedMethods(base.classMethods, (selector) =>
      sourceOf(selector, { ...plugin, dispatch }),
    ),
    plugin: { ...plugin.file, behind: file },
  };
}

/** Any selector may be one: the plugin says so when it is asked. Those of the class file are listed. */
class DispatchedMethods extends Map<string, MethodSource> {
  readonly #make: (selector: string) => MethodSource;

  constructor(listed: ReadonlyMap<string, MethodSource>, make: (selector: string) => MethodSource) {
    super(listed);
    this.#make = make;
  }

  override get(selector: string): MethodSource {
    return this.#make(selector);
  }
}

interface Dispatched extends OldPlugin {
  readonly dispatch: string;
}

const sourceOf = (selector: string, plugin: Dispatched): MethodSource => ({
  selector,
  kind: 'native',
  reason: `C, as JSON: ${plugin.file.path.replace(/^.*\//, '')}; else as without the plugin`,
  owner: plugin.name,
  place: plugin.file.path.replace(/^.*\//, ''),
  category: null,
  pragmas: [],
  parameters: shownSelector(selector).split(':').slice(0, -1),
  text: null,
  bind: (foundAt) => bodyOf(selector, foundAt, plugin),
});

function bodyOf(selector: string, foundAt: TrashClass, plugin: Dispatched): MethodBody {
  const { tools } = plugin.session;
  return (self, args) => {
    const reply = ask(self, { selector, args }, plugin);
    if (reply.exit_code === NOBODY) return elsewhere(self, { selector, args, foundAt }, plugin);
    if (reply.exit_code !== 0)
      throw new tools.TrashError('Error', textIn(reply.error) ?? `${plugin.name} failed`);
    if (reply.instance !== undefined && tools.isInstance(self))
      update(self, reply.instance, plugin);
    return textIn(reply.result);
  };
}

const textIn = (value: unknown): string | null => {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

interface Asked {
  readonly selector: string;
  readonly args: readonly Value[];
}

interface Reply {
  readonly exit_code: number;
  readonly result?: unknown;
  readonly error?: unknown;
  readonly instance?: unknown;
}

function ask(self: Receiver, { selector, args }: Asked, plugin: Dispatched): Reply {
  const { session, library, dispatch } = plugin;
  const { tools, memory } = session;
  const instance = tools.isInstance(self) ? tools.rowOf(self) : '';
  const text = memory.textFrom(
    memory.functions.tt_old_dispatch(
      ...([library, cstring(dispatch), cstring(instance), cstring(selector)] as const),
      cstring(JSON.stringify(args.map((arg) => tools.textOf(arg)))),
    ),
  );
  session.tidy();
  try {
    const reply = JSON.parse(text) as Reply;
    if (typeof reply.exit_code === 'number') return reply;
  } catch {
    // Told below.
  }
  throw new tools.TrashError(
    'PluginError',
    `${plugin.file.path}: Dispatch answered no JSON with an exit_code`,
  );
}

function update(self: Instance, row: unknown, { session }: Dispatched): void {
  const { space } = session.tools;
  const text = typeof row === 'string' ? row : JSON.stringify(row);
  if (text !== '') space.persistence.setData(self, text);
}

interface Elsewhere extends Asked {
  readonly foundAt: TrashClass;
}

function elsewhere(
  self: Receiver,
  { selector, args, foundAt }: Elsewhere,
  plugin: Dispatched,
): Value {
  const { tools } = plugin.session;
  const method = tools.beyond(self, foundAt, selector);
  if (method) return method.run(self, args);
  throw new tools.TrashError(
    'MessageNotUnderstood',
    `Method '${shownSelector(selector)}' not found in ${self.referenceText} or its superclasses`,
  );
}
