/** Longer than any healthy server needs, shorter than a client's patience. */
const TIME_LIMIT_MS = 3_000;

/** More than any metadata document or introspection response has. */
const MAX_BYTES = 256 * 1024;

/**
 * Returns a `fetch` for small documents of an authorization server: the whole answer must arrive
 * within `timeLimit` milliseconds and 256 KiB, else it rejects. A redirect is an answer, not followed: our
 * credential goes to the configured server only.
 */
export function createBoundedFetch(
  inner: typeof fetch = fetch,
  timeLimit = TIME_LIMIT_MS,
): typeof fetch {
  return async function fetchBounded(input, init) {
    const response = await inner(input, {
      ...init,
      redirect: "manual",
      signal: AbortSignal.timeout(timeLimit),
    });
    const { status, headers } = response;
    return new Response(hasBody(status) ? await readBounded(response) : null, { status, headers });
  };
}

async function readBounded(response: Response): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    // Leaving the loop cancels the rest.
    if (bytes > MAX_BYTES) throw new Error(`The answer is larger than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return new Blob(chunks);
}

function hasBody(status: number): boolean {
  return ![204, 205, 304].includes(status);
}
