// Apart from the protocol, which a client does not load.

/** What a connection that stays open begins with. */
export const VERSION = '2';
