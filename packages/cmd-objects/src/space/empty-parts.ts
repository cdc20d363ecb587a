import type { ClassParts } from './trash-class.ts';

/** A class that is known by its name alone. */
export const emptyParts = (name: string): ClassParts => ({
  name,
  superclass: 'Object',
  isTrait: false,
  traits: [],
  variables: [],
  classVariables: [],
  methods: new Map(),
  classMethods: new Map(),
  testMethods: new Map(),
  aliases: new Map(),
  advice: [],
  requires: [],
  pragmas: [],
  source: null,
});
