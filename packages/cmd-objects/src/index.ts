// The library: `import { Runtime } from '@rhachet/cmd-objects'`.
export type {
  AdviceDefinition,
  BoundMethod,
  LanguageMethod,
  ClassDefinition,
  ClassMethod,
  InstanceMethod,
  RawMethod,
} from './classes/define.ts';
export type { Here } from './compiled/here.ts';
export { operations } from './compiled/operations.ts';
export { grpcClient } from './grpc/grpc-client.ts';
export type { GrpcModules } from './grpc/modules.ts';
export { type RuntimeOptions } from './runtime.ts';
export { Runtime } from './library-runtime.ts';
export { Instance } from './space/instance.ts';
export type { ObjectSpace } from './space/object-space.ts';
export type { TextReply, TextRequest } from './space/text-request.ts';
export { TrashClass } from './space/trash-class.ts';
export { type Opened, openStream } from './streams/open-stream.ts';
export type { StreamControl, StreamSink, StreamSource } from './streams/source.ts';
export type { Stream, StreamState } from './streams/stream.ts';
export type { Mode } from './store/persistence.ts';
export { Block } from './values/block.ts';
export { TrashError } from './values/trash-error.ts';
export { type Json, textOf, type Value } from './values/value.ts';
