// What the library has beside `Runtime`. A class in TypeScript beside the class files imports this, too: of the runtime that
// has loaded it.
export { operations } from '../compiled/operations.ts';
export { grpcClient } from '../grpc/grpc-client.ts';
export { Instance } from '../space/instance.ts';
export { TrashClass } from '../space/trash-class.ts';
export { openStream } from '../streams/open-stream.ts';
export { Block } from '../values/block.ts';
export { TrashError } from '../values/trash-error.ts';
export { textOf } from '../values/value.ts';
