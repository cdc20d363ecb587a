// Persistable: rows of one's own, and the queries of a class.
import type { Value } from '../values/value.ts';
import { textOf } from '../values/value.ts';
import { rowOf } from '../store/row.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import type { TrashClass } from '../space/trash-class.ts';
import type { ClassDefinition } from './define.ts';

function find(self: TrashClass, [predicate]: readonly Value[], space: ObjectSpace): Value {
  // What a message changed so far counts.
  space.persistence.settle();
  return space.persistence.store.find(self.name, textOf(predicate ?? null)).join('\n');
}

export const persistable: ClassDefinition = {
  name: 'Persistable',
  isTrait: true,
  methods: {
    save: (self, _args, space) => {
      space.persistence.save(self);
    },
    reload: (self, _args, space) => {
      space.persistence.reload(self);
    },
    unpersist: (self, _args, space) => {
      space.persistence.unpersist(self);
    },
    delete: (self, _args, space) => {
      space.persistence.delete(self);
    },
    isPersisted: (self, _args, space) => space.persistence.store.get(self.id) !== null,
    asJson: (self) => rowOf(self),
  },
  classMethods: {
    create: (self, _args, space) => {
      const made = space.send(self, 'new', [], self);
      const instance = space.instanceNamed(textOf(made));
      space.persistence.save(instance);
      return instance;
    },
    findAll: find,
    all: find,
    'find:': find,
    loadAll: (self, _args, space) => {
      space.persistence.settle();
      for (const id of space.persistence.store.find(self.name)) space.persistence.load(id);
    },
    count: (self, _args, space) => space.persistence.store.count(self.name),
  },
};
