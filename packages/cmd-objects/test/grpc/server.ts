// A real gRPC server on loopback. It writes as fast as its client reads, and says how many events it has written.
import * as grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { join } from 'node:path';

export const PROTO = join(import.meta.dirname, 'events.proto');

interface Request {
  readonly count: number;
  readonly fail_after: number;
}

export interface EventServer {
  readonly address: string;
  /** Events that it could hand on, which its client had room for. */
  readonly written: () => number;
  readonly cancelled: () => number;
  /** Ends at once, with all connections. */
  readonly kill: () => void;
}

const KINDS = ['click', 'move', 'keypress'];

export async function startServer(): Promise<EventServer> {
  let written = 0;
  let cancelled = 0;
  const server = new grpc.Server();
  const definition = loadSync(PROTO, { keepCase: true })['events.Events'] as grpc.ServiceDefinition;
  server.addService(definition, {
    Watch: (call: grpc.ServerWritableStream<Request, object>) => {
      const { count, fail_after: failAfter } = call.request;
      let number = 0;
      let isOver = false;
      call.on('cancelled', () => {
        cancelled++;
        isOver = true;
      });
      const write = () => {
        while (!isOver) {
          if (failAfter > 0 && number === failAfter) {
            isOver = true;
            call.emit('error', { code: grpc.status.DATA_LOSS, details: 'the disk is gone' });
            return;
          }
          if (count > 0 && number === count) {
            isOver = true;
            call.end();
            return;
          }
          number++;
          written++;
          const kind = KINDS[(number - 1) % KINDS.length];
          if (!call.write({ number, kind })) {
            call.once('drain', write);
            return;
          }
        }
      };
      write();
    },
    Once: (_call: unknown, done: grpc.sendUnaryData<object>) => {
      done(null, { number: 1, kind: 'click' });
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    address: `127.0.0.1:${port}`,
    written: () => written,
    cancelled: () => cancelled,
    kill: () => {
      server.forceShutdown();
    },
  };
}
