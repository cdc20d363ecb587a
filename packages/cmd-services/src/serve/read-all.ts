// Reads a body that may be longer than we want it to be.
import { TooLarge } from './types.ts';

/** Rejects with `TooLarge` as soon as it is clear that there is more. */
export async function readAll(
  chunks: AsyncIterable<Uint8Array>,
  { most, length }: { most: number; length: string | null | undefined },
): Promise<Uint8Array> {
  if (Number(length ?? 0) > most) throw new TooLarge();
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > most) throw new TooLarge();
    read.push(chunk);
  }
  const [first] = read;
  return read.length === 1 && first ? first : Buffer.concat(read);
}
