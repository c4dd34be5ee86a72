const TIME_LIMIT_MS = 8_000;

/** Resolves or rejects as `work` does, and rejects with a `TimeoutError` after eight seconds. */
export async function inTime<T>(work: () => Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new DOMException("It did not answer in time", "TimeoutError")),
    TIME_LIMIT_MS,
  );
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
