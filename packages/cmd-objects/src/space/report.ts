// Objects and classes as data, for who looks at them.
import { shownSelector } from '../language/selector.ts';
import { textOf } from '../values/value.ts';
import { runsIn } from './explain.ts';
import type { Instance } from './instance.ts';
import { methodsOf, type Side } from './lookup.ts';
import type { TrashClass } from './trash-class.ts';

export interface ObjectReport {
  readonly id: string;
  readonly class: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface ClassReport {
  readonly name: string;
  readonly superclass: string | null;
  readonly traits: readonly string[];
  readonly variables: readonly string[];
  /** Its own and those of its traits. */
  readonly methods: readonly {
    readonly shown: string;
    readonly side: Side;
    readonly runsIn: string;
    readonly place: string | null;
  }[];
  readonly source: string | null;
}

export const objectReport = ({ id, class: itsClass, slots }: Instance): ObjectReport => ({
  id,
  class: itsClass.name,
  values: Object.fromEntries(
    itsClass.layout.map(({ name }, slot) => [name, textOf(slots[slot] ?? null)]),
  ),
});

export const classReport = (itsClass: TrashClass): ClassReport => ({
  name: itsClass.name,
  superclass: itsClass.superclass?.name ?? null,
  traits: itsClass.traits.map(({ name }) => name),
  variables: itsClass.layout.map(({ name }) => name),
  methods: (['class', 'instance'] as const).flatMap((side) => methodRows(itsClass, side)),
  source: itsClass.parts.source?.path ?? null,
});

const methodRows = (itsClass: TrashClass, side: Side): ClassReport['methods'][number][] =>
  [itsClass, ...itsClass.traits].flatMap((holder) =>
    [...methodsOf(holder, side).values()].map((method) => ({
      shown: shownSelector(method.selector),
      side,
      runsIn: runsIn(method),
      place: method.place,
    })),
  );
