// The methods of all classes, for who asks without saying which class is meant.
import { decide, type Decision } from '@rhachet/kit';
import { shownSelector } from '../language/selector.ts';
import { asTrashError } from '../evaluate/try-catch.ts';
import { runsIn } from './explain.ts';
import { methodsOf } from './lookup.ts';
import type { ObjectSpace } from './object-space.ts';

export interface MethodRow {
  /** As written. */
  readonly selector: string;
  /** The class that has it. */
  readonly receiver: string;
  /** `Counter increment`, `Counter class new`. */
  readonly name: string;
  readonly runsIn: string;
  readonly place: string | null;
}

export function methodRows(className: string, space: ObjectSpace): MethodRow[] {
  const found = loaded(className, space);
  if (!found || found.parts.isTrait) return [];
  const rows = (['class', 'instance'] as const).flatMap((side) =>
    [found, ...found.traits].flatMap((holder) =>
      [...methodsOf(holder, side).values()].map((method) => ({
        selector: shownSelector(method.selector),
        receiver: className,
        name: `${className}${side === 'class' ? ' class' : ''} ${shownSelector(method.selector)}`,
        runsIn: runsIn(method),
        place: method.place,
      })),
    ),
  );
  // A method of the class hides that of a trait.
  return rows.filter((row, at) => rows.findIndex(({ name }) => name === row.name) === at);
}

/** A file with a mistake says so when it is sent to; here it would hide all others. */
function loaded(name: string, space: ObjectSpace) {
  try {
    return space.registry.get(name);
  } catch (error) {
    if (asTrashError(error)) return null;
    throw error;
  }
}

export const explainAnywhere = (
  selector: string,
  rows: readonly MethodRow[],
): Decision<MethodRow> =>
  decide(
    {
      call: (asked: string) => asked,
      candidates: (asked) => rows.filter((row) => row.selector === asked),
      signature: (row) => `${row.name} (${row.runsIn})`,
      location: (row) => row.place ?? 'built in',
      reject: () => undefined,
      noMatch: (asked) => ({
        message: `no class has a method '${asked}'`,
        suggestion: 'rhachet objects inspect lists the classes',
      }),
      ambiguous: (asked) => ({
        message: `several classes have a method '${asked}'`,
        suggestion: `say which: ${asked}(receiver=Counter)`,
      }),
    },
    selector,
  );
