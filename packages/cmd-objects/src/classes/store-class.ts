// Store: the rows themselves, for who needs more than an object's own messages.
import { containerFromText, type Json, textOf, type Value } from '../values/value.ts';
import { Instance } from '../space/instance.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import { TrashError } from '../values/trash-error.ts';
import { storable } from '../evaluate/assignment.ts';
import { now } from '../space/identity.ts';
import { typed } from '../store/predicate.ts';
import type { ClassDefinition, ClassMethod } from './define.ts';

type Fields = Record<string, Json>;

function fields(text: Value | undefined): Fields {
  const parsed = containerFromText(textOf(text));
  if (parsed && !Array.isArray(parsed)) return parsed as Fields;
  throw new TrashError('InvalidArgument', 'a row is a JSON object');
}

/** What was changed but not written counts, and is not lost behind a row that is put. */
function store(space: ObjectSpace) {
  space.persistence.settle();
  return space.persistence.store;
}

function put(id: string, row: Fields, space: ObjectSpace): null {
  space.persistence.putRow(id, JSON.stringify(row));
  return null;
}

function rowOfId(id: string, space: ObjectSpace): Fields {
  const text = store(space).get(id);
  if (text === null) throw new TrashError('NotFound', `Instance ${id} not found`);
  return fields(text);
}

/** Parameters as JSON holds them: `5` is a number, `true` is 1. */
const query =
  (column: 'id' | 'data'): ClassMethod =>
  (_self, [clause, ...parameters], space) =>
    store(space)
      .query(
        column,
        textOf(clause),
        parameters.map((parameter) => typed(textOf(parameter))),
      )
      .join('\n');

export const storeClass: ClassDefinition = {
  name: 'Store',
  classMethods: {
    init: (_self, _args, space) => {
      store(space);
    },
    'put:data:': (_self, [id, data], space) => put(textOf(id), fields(data), space),
    'createInstance:id:data:': (_self, [name, id, data], space) =>
      put(textOf(id), { ...fields(data), class: textOf(name), created_at: now() }, space),
    'getInstance:': (_self, [id], space) => store(space).get(textOf(id)),
    'getField:field:': (_self, [id, field], space) =>
      rowOfId(textOf(id), space)[textOf(field)] ?? null,
    'setField:field:value:': (_self, [id, field, value], space) => {
      const row = rowOfId(textOf(id), space);
      return put(textOf(id), { ...row, [textOf(field)]: storable(textOf(value)) }, space);
    },
    'deleteInstance:': (_self, [id], space) => {
      const { caller, persistence } = space;
      // An object that takes itself out of the store goes on in memory.
      if (caller instanceof Instance && caller.id === textOf(id)) persistence.unpersist(caller);
      else persistence.deleteRow(textOf(id));
    },
    'getClass:': (_self, [id], space) => rowOfId(textOf(id), space).class ?? null,
    'isInstance:': (_self, [id], space) => store(space).get(textOf(id)) !== null,
    'exists:': (_self, [id], space) => store(space).get(textOf(id)) !== null,
    'findByClass:': (_self, [name], space) => store(space).find(textOf(name)).join('\n'),
    'findByClass:where:': (_self, [name, predicate], space) =>
      store(space).find(textOf(name), textOf(predicate)).join('\n'),
    'countByClass:': (_self, [name], space) => store(space).count(textOf(name)),
    'query:': query('id'),
    'query:with:': query('id'),
    'query:with:and:': query('id'),
    'queryData:': query('data'),
    'queryData:with:': query('data'),
    'queryData:with:and:': query('data'),
    listClasses: (_self, _args, space) => store(space).classes().join('\n'),
    'ensureIndex:path:': (_self, [name, path], space) => {
      store(space).ensureIndex(textOf(name), textOf(path));
    },
    'keyAt:': (_self, [key], space) => store(space).getKey(textOf(key)),
    'keyAt:put:': (_self, [key, value], space) => {
      store(space).setKey(textOf(key), textOf(value));
    },
  },
};
