// Which method a message means: own ones, those of traits, those above, then the variables' own getters and setters.
import { storable } from '../evaluate/assignment.ts';
import type { Machine } from '../evaluate/machine.ts';
import type { Instance } from './instance.ts';
import type { Method, MethodBody, MethodSource, Receiver, TrashClass } from './trash-class.ts';

export type Side = 'instance' | 'class';

/** The table of a class is filled as messages come. */
export function findMethod(
  itsClass: TrashClass,
  selector: string,
  { side, machine }: { readonly side: Side; readonly machine: Machine },
): Method | null {
  const table = side === 'instance' ? itsClass.instanceTable : itsClass.classTable;
  const known = table.get(selector);
  if (known !== undefined) return known;
  const found =
    inherited(itsClass, selector, side) ??
    (side === 'instance' ? accessor(itsClass, selector, machine) : ofInstances(itsClass, selector));
  const method = found && advised(found, { itsClass, selector });
  table.set(selector, method);
  return method;
}

export const methodsOf = ({ parts }: TrashClass, side: Side): ReadonlyMap<string, MethodSource> =>
  side === 'instance' ? parts.methods : parts.classMethods;

/** What a class itself says of a selector: its own methods and aliases, then its traits. */
export function ownMethod(at: TrashClass, selector: string, side: Side): MethodSource | null {
  const meant = at.parts.aliases.get(selector) ?? selector;
  const own = methodsOf(at, side).get(meant) ?? methodsOf(at, side).get(selector);
  if (own) return own;
  for (const trait of at.traits) {
    const found = ownMethod(trait, meant, side);
    if (found) return found;
  }
  return null;
}

export function inherited(itsClass: TrashClass, selector: string, side: Side): Method | null {
  let meant = selector;
  for (const at of itsClass.ancestry()) {
    const source = ownMethod(at, meant, side);
    if (source) return { source, foundAt: at, run: source.bind(at) };
    // An alias may be for a method of a class above.
    meant = at.parts.aliases.get(meant) ?? meant;
  }
  return null;
}

interface Beyond {
  readonly foundAt: TrashClass;
  readonly selector: string;
  readonly machine: Machine;
}

/** What would run if a class that answers anything (`DispatchedMethods`) were not asked: what it lists, then as usual. */
export function beyond(self: Receiver, { foundAt, selector, machine }: Beyond): Method | null {
  const side = 'slots' in self ? 'instance' : 'class';
  const listed = Map.prototype.get.call(methodsOf(foundAt, side), selector) as
    MethodSource | undefined;
  if (listed) return { source: listed, foundAt, run: listed.bind(foundAt) };
  const above = foundAt.superclass && inherited(foundAt.superclass, selector, side);
  if (above) return above;
  return 'slots' in self ? accessor(self.class, selector, machine) : null;
}

/**
 * `@ Trash info`: in bash a raw method knows no difference between a class and its objects, nor does a method in a file of
 * a class whose objects have no variables.
 */
function ofInstances(itsClass: TrashClass, selector: string): Method | null {
  const method = inherited(itsClass, selector, 'instance');
  if (!method) return null;
  const { kind, place } = method.source;
  return kind === 'bash' || (place !== null && itsClass.slotOf.size === 0) ? method : null;
}

/** `getX`, `setX:`, `x` and `x:` for each variable, unless a method has the name. */
function accessor(itsClass: TrashClass, selector: string, machine: Machine): Method | null {
  const name = variableMeant(itsClass, selector);
  const slot = name === null ? undefined : itsClass.slotOf.get(name);
  if (name === null || slot === undefined) return null;
  const isSetter = selector.endsWith('_');
  const run: MethodBody = isSetter
    ? (self, [value]) => {
        (self as Instance).slots[slot] = storable(value ?? null);
        machine.touch(self as Instance);
        return null;
      }
    : (self) => (self as Instance).slots[slot] ?? null;
  return { source: accessorSource(selector, name, itsClass), foundAt: itsClass, run };
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function variableMeant({ slotOf }: TrashClass, selector: string): string | null {
  const isSetter = selector.endsWith('_');
  const bare = isSetter ? selector.slice(0, -1) : selector;
  const prefix = isSetter ? 'set' : 'get';
  const rest = bare.startsWith(prefix) ? bare.slice(prefix.length) : '';
  return (
    [bare, ...(rest === '' ? [] : [lowerFirst(rest), rest])].find((name) => slotOf.has(name)) ??
    null
  );
}

const accessorSource = (selector: string, name: string, itsClass: TrashClass): MethodSource => ({
  selector,
  kind: 'native',
  reason: `made for the variable ${name}`,
  owner: itsClass.name,
  place: null,
  category: null,
  pragmas: [],
  parameters: selector.endsWith('_') ? [name] : [],
  text: null,
  bind: () => () => null,
});

interface Advised {
  readonly itsClass: TrashClass;
  readonly selector: string;
}

/** `before:` and `after:` of the class and all that it rests on; the outermost is that of the class itself. */
function advised(method: Method, { itsClass, selector }: Advised): Method {
  let { run } = method;
  const holders = [...itsClass.ancestry()].reverse().flatMap((at) => [...at.traits, at]);
  for (const at of holders) {
    for (const { kind, selector: about, bind } of at.parts.advice) {
      if (about !== selector) continue;
      const advice = bind(at);
      run = kind === 'before' ? before(run, advice) : after(run, advice);
    }
  }
  return run === method.run ? method : { ...method, run };
}

const before =
  (run: MethodBody, advice: MethodBody): MethodBody =>
  (self, args) => {
    advice(self, args);
    return run(self, args);
  };

const after =
  (run: MethodBody, advice: MethodBody): MethodBody =>
  (self, args) => {
    const result = run(self, args);
    advice(self, args);
    return result;
  };
