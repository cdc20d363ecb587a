// The classes that are there without any file.
import { arrayClass } from './array-class.ts';
import { consoleClass } from './console-class.ts';
import { counter } from './counter.ts';
import { debuggable } from './debuggable.ts';
import type { ClassDefinition } from './define.ts';
import { dictionary } from './dictionary.ts';
import { objectClass } from './object-class.ts';
import { persistable } from './persistable.ts';
import { runtimeClass } from './runtime-class.ts';
import { storeClass } from './store-class.ts';
import { testCase } from './test-case.ts';

export const STANDARD_CLASSES: readonly ClassDefinition[] = [
  objectClass,
  persistable,
  debuggable,
  counter,
  arrayClass,
  dictionary,
  storeClass,
  runtimeClass,
  consoleClass,
  testCase,
];
