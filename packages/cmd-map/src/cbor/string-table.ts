// When a string gets a number that later ones refer to it by: http://cbor.schmorp.de/stringref, in both directions.

export const NAMESPACE_TAG = 256;
export const REFERENCE_TAG = 25;

/** Numbers from here on take a longer head, so a string must have more bytes to be worth one. */
const WORTH: [below: number, bytes: number][] = [
  [24, 3],
  [256, 4],
  [65_536, 5],
  [4_294_967_296, 7],
];

/** Whether a string of so many bytes takes `next` as its number. */
export const isNumbered = (bytes: number, next: number): boolean =>
  bytes >= (WORTH.find(([below]) => next < below)?.[1] ?? 11);
