// A list of JSON values of which only those that are asked for are read: of 10,000 services a request needs five.
import type { Sections, Unpacked } from './sections.ts';

export function recordSections(name: string, records: readonly unknown[]): Sections {
  const encoder = new TextEncoder();
  const texts = records.map((record) => encoder.encode(JSON.stringify(record)));
  const starts = new Uint32Array(texts.length + 1);
  texts.forEach(({ length }, i) => (starts[i + 1] = (starts[i] ?? 0) + length));
  const bytes = new Uint8Array(starts[texts.length] ?? 0);
  texts.forEach((text, i) => bytes.set(text, starts[i]));
  return { [`${name}.starts`]: starts, [name]: bytes };
}

export interface Records<T> {
  length: number;
  /** Throws for an index that is not there. */
  at: (index: number) => T;
}

export function storedRecords<T>(from: Unpacked, name: string): Records<T> {
  const starts = from.u32(`${name}.starts`);
  const bytes = from.bytes(name);
  const decoder = new TextDecoder();
  const read: T[] = [];
  return {
    length: starts.length - 1,
    at: (index) => (read[index] ??= JSON.parse(text(index)) as T),
  };
  function text(index: number): string {
    return decoder.decode(bytes.subarray(starts[index], starts[index + 1]));
  }
}
