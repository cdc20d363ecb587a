// Objects that nobody uses leave memory; one that somebody holds is never there twice.
import { expect, it } from 'vitest';
import { emptyParts } from './empty-parts.ts';
import { Instance } from './instance.ts';
import { Memory } from './memory.ts';
import { TrashClass } from './trash-class.ts';

const thing = new TrashClass({ ...emptyParts('Thing'), superclass: null }, null, []);

function filled(count: number, most: number): { memory: Memory; all: Instance[] } {
  const memory = new Memory(most);
  const all = Array.from({ length: count }, (_, at) => new Instance(`thing_${at}`, thing, '0'));
  all.forEach((instance) => memory.add(instance));
  return { memory, all };
}

it('keeps half of what may be kept, the newest', () => {
  const { memory } = filled(21, 20);
  memory.evict();
  expect(memory.size).toBe(10);
  memory.evict();
  expect(memory.size).toBe(10);
});

it('gives back the very object that somebody still holds', () => {
  const { memory, all } = filled(21, 20);
  memory.evict();
  expect(memory.get('thing_0')).toBe(all[0]);
  expect(memory.get('thing_20')).toBe(all[20]);
  expect([...memory.all()].length).toBe(21);
});

it('never forgets what is not written', () => {
  const { memory, all } = filled(21, 20);
  all.forEach((instance) => (instance.isDirty = true));
  memory.evict();
  expect(memory.size).toBe(21);
});

it('forgets what was deleted, wherever it is', () => {
  const { memory } = filled(21, 20);
  memory.evict();
  memory.delete('thing_0');
  memory.delete('thing_20');
  expect(memory.get('thing_0')).toBeUndefined();
  expect(memory.get('thing_20')).toBeUndefined();
});
