/** Largest request body in bytes: twice what any of our forms or documents needs. */
const MAX_BODY = 64 * 1024;

/** Longest wait for a body in milliseconds: whoever sends one slowly would hold a connection. */
const BODY_TIME = 10_000;

/** Thrown while a request is read; carries the answer to it. */
export class RefusedRequest extends Error {
  override readonly name = "RefusedRequest";

  constructor(readonly response: Response) {
    super(`The request is refused with ${response.status}`);
  }
}

/**
 * The body of a request as text; throws `RefusedRequest` when it is too large (413), not there after
 * `time` milliseconds (408), or breaks off (400).
 */
export async function readBody(request: Request, time = BODY_TIME): Promise<string> {
  return await (await readBytes(request, { time, maxBytes: MAX_BODY })).text();
}

/** The same for a body of up to `maxBytes`, as it is. */
export async function readBytes(
  { body }: Request,
  { time, maxBytes }: { time: number; maxBytes: number },
): Promise<Blob> {
  if (!body) return new Blob();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(refused(408, `The body is not there after ${time} milliseconds`)),
    time,
  );
  const reader = body.getReader();
  try {
    return await Promise.race([readAtMost(reader, maxBytes), late]);
  } catch (error) {
    // Not waited for: the rest of a body that we give up may never come.
    reader.cancel().catch(() => {});
    if (error instanceof RefusedRequest) throw error;
    throw refused(400, "The body breaks off");
  } finally {
    clearTimeout(timer);
  }
}

async function readAtMost(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  maxBytes: number,
): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(chunks);
    size += value.length;
    if (size > maxBytes) throw refused(413, `The body is larger than ${maxBytes} bytes`);
    chunks.push(value);
  }
}

function refused(status: number, description: string): RefusedRequest {
  return new RefusedRequest(oauthError("invalid_request", { description, status }));
}

/** An error as the OAuth endpoints answer it (RFC 6749, section 5.2). */
export function oauthError(
  error: string,
  { description, status = 400, headers = {} }: {
    description: string;
    status?: number;
    headers?: Record<string, string>;
  },
): Response {
  return Response.json({ error, error_description: description }, {
    status,
    headers: { "cache-control": "no-store", ...headers },
  });
}

/** 405 with the methods that are allowed; OPTIONS always is. */
export function methodNotAllowed(...allowed: string[]): Response {
  const allow = [...allowed, "OPTIONS"].join(", ");
  const description = `This method is not allowed, expected ${allowed.join(" or ")}`;
  return oauthError("invalid_request", { description, status: 405, headers: { allow } });
}
