// GrpcClient: a class whose objects call the streams of a gRPC server; what comes goes to a block, or is asked for.
import type { ClassDefinition } from '../classes/define.ts';
import { toBlock } from '../evaluate/iteration.ts';
import { dictionaryOf } from '../evaluate/json-primitives.ts';
import type { Instance } from '../space/instance.ts';
import type { ObjectSpace } from '../space/object-space.ts';
import { openStream } from '../streams/open-stream.ts';
import { TrashError } from '../values/trash-error.ts';
import { isTrue, numberOf, textOf, type Value } from '../values/value.ts';
import { methodOf } from './method.ts';
import type { GrpcModules } from './modules.ts';
import { grpcSource } from './source.ts';

/**
 * The class, on the libraries that the caller has installed:
 * `runtime.define(grpcClient({ grpc: await import('@grpc/grpc-js'), protoLoader: await import('@grpc/proto-loader') }))`.
 */
export function grpcClient(modules: GrpcModules): ClassDefinition {
  const streaming = (
    self: Instance,
    [name, payload, block]: readonly Value[],
    space: ObjectSpace,
  ) => {
    const variable = (of: string): Value => space.getVariable(self, of);
    const method = methodOf(textOf(name), textOf(variable('proto')), modules);
    const request = {
      address: textOf(variable('address')),
      isSecure: isTrue(variable('secure')),
      deadline: Number(numberOf(variable('deadline'))),
      method,
      payload: checked(payload, method),
    };
    if (request.address === '')
      throw new TrashError('InvalidArgument', 'a GrpcClient needs an address: host:port');
    const source = grpcSource(modules, request);
    return openStream(space, source, block === undefined ? null : toBlock(block, space)).object;
  };
  return {
    name: 'GrpcClient',
    variables: { address: '', proto: '', deadline: 0, secure: false },
    methods: {
      'serverStream:payload:do:': streaming,
      'serverStream:payload:': streaming,
    },
    classMethods: {
      'address:proto:': (self, [address, proto], space) => {
        const client = space.send(self, 'new') as Instance;
        space.setVariable(client, 'address', textOf(address));
        space.setVariable(client, 'proto', textOf(proto));
        return client;
      },
    },
  };
}

/** @throws TrashError InvalidArgument for what the message of the method cannot be */
function checked(
  payload: Value | undefined,
  { requestSerialize, path }: { requestSerialize: (message: object) => Buffer; path: string },
): object {
  const message = dictionaryOf(payload);
  try {
    requestSerialize(message);
    return message;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TrashError('InvalidArgument', `this is no request of ${path}: ${reason}`);
  }
}
