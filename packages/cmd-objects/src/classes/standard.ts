// The classes that are there without any file.
import { streamClass } from '../streams/stream-class.ts';
import { arrayClass } from './array-class.ts';
import { blockClass } from './block-class.ts';
import { consoleClass } from './console-class.ts';
import { counter } from './counter.ts';
import { debuggable } from './debuggable.ts';
import type { ClassDefinition } from './define.ts';
import { dictionary } from './dictionary.ts';
import { envClass } from './env-class.ts';
import { fileClass } from './file-class.ts';
import { jsonClass } from './json-class.ts';
import { objectClass } from './object-class.ts';
import { persistable } from './persistable.ts';
import { runtimeClass } from './runtime-class.ts';
import { shellClass } from './shell-class.ts';
import { storeClass } from './store-class.ts';
import { stringClass } from './string-class.ts';
import { testCase } from './test-case.ts';
import { timeClass } from './time-class.ts';
import { trashSystem } from './trash-system.ts';

export const STANDARD_CLASSES: readonly ClassDefinition[] = [
  objectClass,
  persistable,
  debuggable,
  counter,
  arrayClass,
  dictionary,
  stringClass,
  blockClass,
  jsonClass,
  fileClass,
  timeClass,
  streamClass,
  envClass,
  shellClass,
  storeClass,
  runtimeClass,
  trashSystem,
  consoleClass,
  testCase,
];
