// The W3C trace context that a call carries: https://www.w3.org/TR/trace-context/

const FORM = /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;

const hex = (bytes: number): string =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');

/** A span of its own for each try, in the trace that is given; in a new one where that is missing or malformed. */
export function childOf(parent: string | undefined): string {
  if (parent === undefined || !FORM.test(parent)) return `00-${hex(16)}-${hex(8)}-01`;
  return `${parent.slice(0, 36)}${hex(8)}${parent.slice(52)}`;
}
