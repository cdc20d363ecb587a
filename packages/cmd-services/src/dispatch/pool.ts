// Many things beside each other, but not all at once; the results in the order of the input.

/** Yields each result as soon as those before it are there. */
export async function* inOrder<T, R>(
  items: Iterable<T>,
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for (const item of items) {
    const next = work(item);
    // It is awaited in its turn; until then a rejection is not unheard.
    next.catch(() => undefined);
    running.push(next);
    if (running.length < width) continue;
    const first = running.shift();
    if (first) yield await first;
  }
  for (const next of running) yield await next;
}

/** All results, at most `width` at a time. */
export async function mapWide<T, R>(
  items: Iterable<T>,
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const waiting = [...items].entries();
  const results: R[] = [];
  const worker = async (): Promise<void> => {
    for (const [at, item] of waiting) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
