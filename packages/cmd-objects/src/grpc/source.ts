// The messages of a gRPC server as events: each is the JSON text of one.
import type { StreamSource } from '../streams/source.ts';
import { TrashError } from '../values/trash-error.ts';
import type { GrpcCall, GrpcChannel, GrpcMethod, GrpcModules } from './modules.ts';

export interface GrpcRequest {
  readonly address: string;
  readonly isSecure: boolean;
  /** Milliseconds that all of it may take; 0: as long as it likes. */
  readonly deadline: number;
  readonly method: GrpcMethod;
  readonly payload: object;
}

type Streaming = GrpcChannel & {
  makeServerStreamRequest(
    path: string,
    serialize: (message: object) => Buffer,
    deserialize: (bytes: Buffer) => object,
    payload: object,
    options: { deadline?: number },
  ): GrpcCall;
};

/** One connection per stream, closed with it. */
export const grpcSource =
  ({ grpc }: GrpcModules, request: GrpcRequest): StreamSource =>
  (sink) => {
    const { address, isSecure, deadline, method, payload } = request;
    const { credentials } = grpc;
    const chosen = isSecure ? credentials.createSsl() : credentials.createInsecure();
    const client = new grpc.Client(address, chosen as never) as Streaming;
    const options = deadline > 0 ? { deadline: Date.now() + deadline } : {};
    const call = client.makeServerStreamRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      payload,
      options,
    );
    call.on('data', (message) => {
      sink.event(JSON.stringify(message));
    });
    call.on('end', () => {
      sink.end();
      client.close();
    });
    call.on('error', (error) => {
      sink.fail(new TrashError('GrpcError', told(error, grpc.status)));
      client.close();
    });
    return {
      pause: () => {
        call.pause();
      },
      resume: () => {
        call.resume();
      },
      cancel: () => {
        call.cancel();
      },
    };
  };

/** `DEADLINE_EXCEEDED: …`, with the name that gRPC has for the number. */
function told(error: Error & { code?: number; details?: string }, status: unknown): string {
  const names = status as Readonly<Record<number, string>>;
  const name = error.code === undefined ? undefined : names[error.code];
  return name === undefined ? error.message : `${name}: ${error.details ?? error.message}`;
}
