/** Things that are read one by one, of which the next one can be read before it is asked for. */
export interface ReadAhead<T> {
  /** To be gone through once. Rejects with what reading rejects with, in its place. */
  items: AsyncIterable<T>;
  /** Begins to read the next one, unless that has begun or the one before has not been taken. */
  begin(): void;
}

/** Returns the same as `source`, to be read while there is time for it. */
export function readAhead<T>(source: AsyncIterable<T>): ReadAhead<T> {
  const iterator = source[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<T>> | undefined;

  function begin(): void {
    if (next) return;
    next = iterator.next();
    // Whoever takes it is told.
    next.catch(() => {});
  }

  async function* items(): AsyncIterable<T> {
    try {
      for (;;) {
        begin();
        const { value, done } = await next!;
        next = undefined;
        if (done) return;
        yield value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { items: items(), begin };
}
