// An object as the JSON of its row, and back.
import { Instance } from '../space/instance.ts';
import type { TrashClass } from '../space/trash-class.ts';
import { TrashError } from '../values/trash-error.ts';
import { type Json, textOf } from '../values/value.ts';

type Fields = Record<string, Json>;

const OF_EVERY_ROW: ReadonlySet<string> = new Set(['class', 'created_at', '_vars']);

export function rowOf(instance: Instance): string {
  const { class: itsClass, slots, extra, createdAt } = instance;
  const names = itsClass.layout.map(({ name }) => name);
  const row: Fields = { class: itsClass.name, created_at: createdAt, _vars: names };
  names.forEach((name, slot) => (row[name] = slots[slot] ?? null));
  return JSON.stringify(extra ? { ...row, ...extra } : row);
}

/** @throws TrashError PersistenceError for a text that is no row of an object */
export function fieldsOf(id: string, text: string): Fields & { class: string } {
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch {
    // Told below.
  }
  if (typeof row === 'object' && row !== null && typeof (row as Fields).class === 'string')
    return row as Fields & { class: string };
  throw new TrashError('PersistenceError', `the row of ${id} is not one of an object`);
}

/** Variables that the row lacks have their default; fields that the class no longer has are kept. */
export function instanceOfRow(id: string, row: Fields, itsClass: TrashClass): Instance {
  const fields = Object.fromEntries(
    Object.entries(row).filter(([name]) => !OF_EVERY_ROW.has(name)),
  );
  const instance = new Instance(id, itsClass, textOf(row.created_at));
  fill(instance, fields);
  return instance;
}

/** Gives an object the variables of its class as it is now. */
export function migrate(instance: Instance, itsClass: TrashClass): void {
  const fields: Fields = { ...instance.extra };
  instance.class.layout.forEach(({ name }, slot) => (fields[name] = instance.slots[slot] ?? null));
  instance.class = itsClass;
  fill(instance, fields);
}

function fill(instance: Instance, fields: Fields): void {
  const { layout, slotOf } = instance.class;
  instance.slots = layout.map(({ name, default: value }) =>
    Object.hasOwn(fields, name) ? (fields[name] ?? null) : value,
  );
  const others = Object.entries(fields).filter(([name]) => !slotOf.has(name));
  instance.extra = others.length === 0 ? null : Object.fromEntries(others);
}
