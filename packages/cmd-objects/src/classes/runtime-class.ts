// Runtime: what a program can learn of classes, objects and the message that is being answered.
import { normalSelector } from '../language/selector.ts';
import { newId } from '../space/identity.ts';
import { Instance } from '../space/instance.ts';
import { classOf, type ObjectSpace } from '../space/object-space.ts';
import { ownMethod } from '../space/lookup.ts';
import { rowOf } from '../store/row.ts';
import { storable } from '../evaluate/assignment.ts';
import { textOf, type Value } from '../values/value.ts';
import type { ClassDefinition } from './define.ts';
import { matchesGlob } from './glob.ts';
import { selectorsOf } from './object-class.ts';

const instance = (id: Value | undefined, space: ObjectSpace): Instance =>
  id instanceof Instance ? id : space.instanceNamed(textOf(id ?? null));

const classNamed = (name: Value | undefined, space: ObjectSpace) =>
  space.classNamed(textOf(name ?? null));

export const runtimeClass: ClassDefinition = {
  name: 'Runtime',
  classMethods: {
    class: (_self, _args, { caller }) => caller && classOf(caller).name,
    receiver: (_self, _args, { caller }) => caller,
    instance: (_self, _args, { caller }) => (caller instanceof Instance ? caller : null),
    'generateId:': (_self, [name]) => newId(textOf(name)),
    // Nothing: in bash the id would be printed once more.
    'create:id:': (_self, [name, id], space) => {
      space.persistence.createAs(classNamed(name, space), textOf(id));
    },
    'delete:': (_self, [id], space) => {
      space.persistence.forget(textOf(id));
    },
    'dataFor:': (_self, [id], space) => rowOf(instance(id, space)),
    'setData:for:': (_self, [data, id], space) => {
      space.persistence.setData(instance(id, space), textOf(data));
    },
    'ivar:of:': (_self, [name, id], space) => space.getVariable(instance(id, space), textOf(name)),
    'ivar:of:set:': (_self, [name, id, value], space) => {
      space.setVariable(instance(id, space), textOf(name), storable(value));
    },
    'classFor:': (_self, [id], space) => instance(id, space).class.name,
    'superclassOf:': (_self, [name], space) => classNamed(name, space).superclass?.name ?? null,
    'classExists:': (_self, [name], space) => space.registry.get(textOf(name)) !== null,
    'methodsFor:': (_self, [name], space) => selectorsOf(classNamed(name, space), 'instance'),
    'classMethodsFor:': (_self, [name], space) => selectorsOf(classNamed(name, space), 'class'),
    'methodsFor:matching:': (_self, [name, pattern], space) =>
      selectorsOf(classNamed(name, space), 'instance').filter((one) =>
        matchesGlob(one, textOf(pattern)),
      ),
    'variablesFor:': (_self, [name], space) =>
      classNamed(name, space).layout.map((variable) => variable.name),
    'class:hasMethod:': (_self, [name, selector], space) =>
      [...classNamed(name, space).ancestry()].some(
        (at) => ownMethod(at, normalSelector(textOf(selector)), 'instance') !== null,
      ),
  },
};
