// What is used of @grpc/grpc-js and @grpc/proto-loader, which whoever wants GrpcClient installs and hands over.

export interface GrpcModules {
  readonly grpc: {
    readonly Client: new (address: string, credentials: never, options?: object) => GrpcChannel;
    readonly credentials: { createInsecure(): unknown; createSsl(): unknown };
    readonly status: unknown;
  };
  readonly protoLoader: { loadSync(path: string, options: object): unknown };
}

export interface GrpcChannel {
  close(): void;
}

export interface GrpcMethod {
  /** `/events.Events/Watch`. */
  readonly path: string;
  readonly requestStream: boolean;
  readonly responseStream: boolean;
  readonly requestSerialize: (message: object) => Buffer;
  readonly responseDeserialize: (bytes: Buffer) => object;
}

export interface GrpcCall {
  on(event: 'data', listener: (message: object) => void): void;
  on(event: 'end', listener: () => void): void;
  on(event: 'error', listener: (error: Error & { code?: number; details?: string }) => void): void;
  pause(): void;
  resume(): void;
  cancel(): void;
}
