// A host as addresses are written: without brackets and without the dot that makes a name absolute.
export const bareHost = (hostname: string): string =>
  hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();

/** The same in a URL: IPv6 in brackets. */
export const urlHost = (address: string): string =>
  address.includes(':') ? `[${address}]` : address;
