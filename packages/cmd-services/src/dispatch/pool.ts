// Many things beside each other, but not all at once; the results in the order of the input.

/** Yields each result as soon as those before it are there; at most `width` are under way. */
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
