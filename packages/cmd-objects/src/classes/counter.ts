// Counter, the class that every text about such a system begins with.
import { numberOf, type Value } from '../values/value.ts';
import { OPERATORS } from '../evaluate/operators.ts';
import type { Instance } from '../space/instance.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import { storable } from '../evaluate/assignment.ts';
import type { ClassDefinition } from './define.ts';

const slotOf = (self: Instance, name: string): number => self.class.slotOf.get(name) ?? 0;

// The places in `variables` below: a subclass puts its own in front, so they are looked up.
function change(self: Instance, by: Value | undefined, space: ObjectSpace): Value {
  const slot = slotOf(self, 'value');
  const value = OPERATORS['+'](self.slots[slot] ?? null, by ?? null);
  self.slots[slot] = storable(value);
  space.touch(self);
  return value;
}

const step = (self: Instance): Value => self.slots[slotOf(self, 'step')] ?? null;

const negative = (value: Value | undefined): Value => OPERATORS['-'](0, value ?? null);

export const counter: ClassDefinition = {
  name: 'Counter',
  traits: ['Persistable', 'Debuggable'],
  variables: { value: 0, step: 1 },
  methods: {
    increment: (self, _args, space) => change(self, step(self), space),
    decrement: (self, _args, space) => change(self, negative(step(self)), space),
    'incrementBy:': (self, [amount], space) => change(self, amount, space),
    'decrementBy:': (self, [amount], space) => change(self, negative(amount), space),
    reset: (self, _args, space) => {
      space.setVariable(self, 'value', 0);
      return 0;
    },
    getValue: (self, _args, space) => numberOf(space.getVariable(self, 'value')),
    getStep: (self) => numberOf(step(self)),
    'setValue:': (self, [value], space) => {
      space.setVariable(self, 'value', storable(numberOf(value)));
    },
    'setStep:': (self, [value], space) => {
      space.setVariable(self, 'step', storable(numberOf(value)));
    },
  },
  classMethods: { description: () => 'A simple counter' },
};
