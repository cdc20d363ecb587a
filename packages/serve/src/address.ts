// Where a server listens: as a URL, and why it cannot.
import { EXIT, Failure, usage } from '@rhachet/kit';
import type { Address } from './types.ts';

/** `http://[::1]:80`, or the path of the socket. */
export function urlOf(address: Address, port: number): string {
  if ('socket' in address) return address.socket;
  const { host } = address;
  return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
}

function inUse(where: string, isSocket: boolean, cause: unknown): Failure {
  return new Failure(`another program listens on ${where}`, {
    code: 'ADDRESS_IN_USE',
    exit: EXIT.unavailable,
    hint: isSocket ? 'stop it, or take another path' : '--port 0 takes a free one',
    cause,
  });
}

function notAllowed(where: string, isSocket: boolean, cause: unknown): Failure {
  return new Failure(`listening on ${where} is not allowed`, {
    code: 'NOT_ALLOWED',
    exit: EXIT.refused,
    hint: isSocket ? 'take a path in a directory of your own' : 'ports below 1024 belong to root',
    cause,
  });
}

/** What to say of an error of `listen`. */
export function cannotListen(address: Address, cause: unknown): Failure {
  const isSocket = 'socket' in address;
  const where = isSocket ? address.socket : `${address.host}:${address.port}`;
  const { code = '' } = cause as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return inUse(where, isSocket, cause);
  if (code === 'EACCES') return notAllowed(where, isSocket, cause);
  if (code === 'EEXIST')
    return usage(`${where} is there, and is no socket`, '--socket takes a path that is free');
  return usage(
    `cannot listen on ${where}: ${(cause as Error).message}`,
    isSocket
      ? 'the directory of --socket must exist, and its path be short'
      : '--host is an address of this machine',
  );
}
