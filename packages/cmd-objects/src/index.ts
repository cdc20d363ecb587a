// The library: `import { Runtime } from '@rhachet/cmd-objects'`.
export type { ClassDefinition, ClassMethod, InstanceMethod } from './classes/define.ts';
export { type RuntimeOptions } from './runtime.ts';
export { Runtime } from './library-runtime.ts';
export { Instance } from './space/instance.ts';
export type { ObjectSpace } from './space/object-space.ts';
export type { TextReply, TextRequest } from './space/text-request.ts';
export { TrashClass } from './space/trash-class.ts';
export type { Mode } from './store/persistence.ts';
export { Block } from './values/block.ts';
export { TrashError } from './values/trash-error.ts';
export { type Json, textOf, type Value } from './values/value.ts';
