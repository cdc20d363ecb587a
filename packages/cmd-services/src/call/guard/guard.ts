// Keeps calls of external services off this machine and its network, also by redirect or by a name that changes (SSRF).
import { CallFault } from '../fault.ts';
import { bareHost } from './host.ts';

export interface GuardOptions {
  /** Host names and addresses that are let through, as in the registry. */
  allowHosts: string[];
  /** Every address of a name. */
  lookup: (host: string) => Promise<string[]>;
}

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host) || host.includes(':');

function refuse(host: string, address: string, range: string): CallFault {
  const which = host === address ? host : `${host} (${address})`;
  return new CallFault('blocked_host', `${which} is ${range}, which no external service may have`, {
    hint: 'say `type: internal` of the service, or name the host in its allow_hosts',
  });
}

/**
 * The addresses to connect to, looked up once, all of them public; `undefined` for a host that is let through as it is.
 * A URL writes decimal, octal and hexadecimal addresses as dotted ones by itself. Rejects with `blocked_host`.
 */
export async function guardedAddresses(
  url: URL,
  { allowHosts, lookup }: GuardOptions,
): Promise<string[] | undefined> {
  const host = bareHost(url.hostname);
  if (allowHosts.some((allowed) => bareHost(allowed) === host)) return undefined;
  const { privateRange } = await import('./address.ts');
  const addresses = isAddress(host) ? [host] : await lookup(host);
  for (const address of addresses) {
    const range = privateRange(address);
    if (range !== undefined) throw refuse(host, address, range);
  }
  return addresses;
}
