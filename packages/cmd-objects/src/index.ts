// The library: `import { Runtime } from '@rhachet/cmd-objects'`.
export * from './class-modules/library.ts';
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
export type { GrpcModules } from './grpc/modules.ts';
export { type RuntimeOptions } from './runtime.ts';
export { Runtime } from './library-runtime.ts';
export type { ObjectSpace } from './space/object-space.ts';
export type { TextReply, TextRequest } from './space/text-request.ts';
export type { Opened } from './streams/open-stream.ts';
export type { StreamControl, StreamSink, StreamSource } from './streams/source.ts';
export type { Stream, StreamState } from './streams/stream.ts';
export type { Mode } from './store/persistence.ts';
export type { Json, Value } from './values/value.ts';
