// Which method of which service of a .proto file a name means.
import { TrashError } from '../values/trash-error.ts';
import type { GrpcMethod, GrpcModules } from './modules.ts';

type Service = Readonly<Record<string, GrpcMethod>>;

/** Numbers of 64 bits and enums as texts; all fields, as JSON of gRPC has them. */
const FORM = { keepCase: true, longs: String, enums: String, defaults: true, oneofs: true };

/**
 * @param name `events.Events/Watch`
 * @throws TrashError NotFound, InvalidArgument, FileError
 */
export function methodOf(name: string, proto: string, modules: GrpcModules): GrpcMethod {
  const services = loaded(proto, modules);
  const [serviceName = '', methodName = ''] = name.replace(/^\//, '').split('/');
  const service = Object.hasOwn(services, serviceName) ? services[serviceName] : undefined;
  const method = service && Object.hasOwn(service, methodName) ? service[methodName] : undefined;
  if (!method?.path)
    throw new TrashError('NotFound', `there is no ${name} in ${proto}: ${known(services)}`);
  if (!method.responseStream || method.requestStream)
    throw new TrashError('InvalidArgument', `${name} does not answer one request with a stream`);
  return method;
}

function loaded(proto: string, { protoLoader }: GrpcModules): Readonly<Record<string, Service>> {
  try {
    return protoLoader.loadSync(proto, FORM) as Readonly<Record<string, Service>>;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TrashError(
      'FileError',
      `cannot read ${proto === '' ? 'a .proto file without a name' : proto}: ${reason}`,
    );
  }
}

const known = (services: Readonly<Record<string, Service>>): string =>
  `it has ${
    Object.entries(services)
      .flatMap(([service, methods]) =>
        Object.entries(methods).flatMap(([name, method]) =>
          typeof method === 'object' && 'responseStream' in method ? [`${service}/${name}`] : [],
        ),
      )
      .slice(0, 10)
      .join(', ') || 'no methods'
  }`;
