// A page whose name was made to mean this machine must not reach what only this machine may ask (DNS rebinding): a
// browser says in `Host` which name it went to.

const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;

const LOOPBACK = /^(?:127(?:\.\d+){3}|\[?::1\]?|localhost)$/i;

/** Whether only this machine can reach an address that is listened on. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host);

/** The last that was; clients send the same again and again. */
let known: string | undefined;

/** Whether `Host` is an address or a name that can mean nothing but this machine. */
export function isOwnHost(header: string | undefined): boolean {
  // HTTP/1.0, which no browser speaks.
  if (header === undefined || header === '') return true;
  if (header === known) return true;
  const isOwn = isOwnName(header);
  if (isOwn) known = header;
  return isOwn;
}

function isOwnName(header: string): boolean {
  const name = header.replace(/:\d*$/, '').toLowerCase();
  if (name.startsWith('[')) return true;
  return IPV4.test(name) || name === 'localhost' || name.endsWith('.localhost');
}
