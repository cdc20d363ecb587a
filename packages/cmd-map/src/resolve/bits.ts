// Sets of overloads of one family as bits: "applicable" is an AND over the positions of a call.

export type Bits = Uint32Array;

export const noBits = (size: number): Bits => new Uint32Array((size + 31) >>> 5);

export const setBit = (bits: Bits, at: number): void => {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
};

export const hasBit = (bits: Bits, at: number): boolean =>
  ((bits[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;

/** Keeps in `into` what is in `other` too. */
export const keepCommon = (into: Bits, other: Bits): void => {
  for (let word = 0; word < into.length; word++)
    into[word] = (into[word] ?? 0) & (other[word] ?? 0);
};

export const addAll = (into: Bits, other: Bits): void => {
  for (let word = 0; word < into.length; word++)
    into[word] = (into[word] ?? 0) | (other[word] ?? 0);
};
