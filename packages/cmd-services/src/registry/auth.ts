// How a service is to be told who calls. The secret itself never stands in the registry, only where it comes from.
import type { Reader } from './reader.ts';
import { toSecretSource } from './secret-source.ts';
import type { Auth, SecretSource } from './types.ts';

const HINT = 'auth: { type: bearer, from: env:NAME } (or file:PATH, cmd:COMMAND)';

function readSecret(map: Reader): SecretSource | undefined {
  const text = map.string('from');
  if (text === undefined) {
    map.note(undefined, {
      level: 'error',
      code: 'no-secret',
      message: 'auth says no source of its secret',
      hint: HINT,
    });
    return undefined;
  }
  const source = toSecretSource(text);
  if (source) return source;
  // The text may be the secret: it must not reach a message.
  const message =
    'auth.from is neither env:NAME nor file:PATH nor cmd:COMMAND; a secret in clear is not read';
  map.note('from', { level: 'error', code: 'secret-in-clear', message, hint: HINT });
  return undefined;
}

function ofType(map: Reader, secret: SecretSource): Auth | undefined {
  const type = map.oneOf('type', ['bearer', 'basic', 'header', 'hmac']) ?? 'bearer';
  const header = map.string('header');
  const user = map.string('user');
  if (type === 'bearer') return { type, secret };
  if (type === 'hmac') return { type, secret, header: header ?? 'X-Signature-256' };
  if (type === 'basic') {
    if (user !== undefined) return { type, user, secret };
    return map.wrong('user', 'there: auth of type basic needs it');
  }
  if (header !== undefined) return { type, header, secret };
  return map.wrong('header', 'there: auth of type header needs it');
}

/** The auth of a service; a plain text like `required` names no secret and is only a remark. */
export function readAuth(service: Reader): Auth | undefined {
  const raw = service.raw('auth');
  if (raw === undefined || raw === false || raw === 'none') return undefined;
  if (typeof raw === 'string') {
    const message = `auth: ${/^\w{1,12}$/.test(raw) ? raw : '…'} names no secret; calls carry none`;
    service.note('auth', { level: 'warning', code: 'no-secret', message, hint: HINT });
    return undefined;
  }
  const map = service.map('auth');
  if (!map) return undefined;
  const secret = readSecret(map);
  const auth = secret && ofType(map, secret);
  map.ignore('type', 'from', 'header', 'user');
  map.done();
  return auth;
}
