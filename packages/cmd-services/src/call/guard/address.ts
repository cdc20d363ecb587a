// Which addresses an external service may have: those of the public internet, however they are written.
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

const isV6 = (address: Address): address is ipaddr.IPv6 => address.kind() === 'ipv6';

/** 2000::/3, the only part of IPv6 that is given out (RFC 3587). */
const GLOBAL_V6 = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];
/** 64:ff9b::/96, where a network without IPv4 shows it (RFC 6052). */
const NAT64 = ipaddr.parseCIDR('64:ff9b::/96') as [ipaddr.IPv6, number];

/** The IPv4 address that an IPv6 address stands for, if it does. */
function embedded(address: Address): Address {
  if (!isV6(address)) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  return address.match(NAT64) ? ipaddr.fromByteArray(address.toByteArray().slice(12)) : address;
}

const WORDS: Record<string, string> = {
  unspecified: 'the unspecified address',
  loopback: 'this machine',
  private: 'a private address',
  linkLocal: 'a link-local address',
  carrierGradeNat: 'an address of a carrier',
  uniqueLocal: 'a private address',
  multicast: 'a multicast address',
  broadcast: 'a broadcast address',
};

/** What is wrong with the address, in words; `undefined` for a public one. */
export function privateRange(text: string): string | undefined {
  if (!ipaddr.isValid(text)) return 'no address';
  const address = embedded(ipaddr.parse(text));
  const range = address.range();
  if (range !== 'unicast') return WORDS[range] ?? 'a reserved address';
  return isV6(address) && !address.match(GLOBAL_V6) ? 'a reserved address' : undefined;
}
