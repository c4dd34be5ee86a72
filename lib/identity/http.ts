/** Largest request body in bytes: twice what any of our forms or documents needs. */
const MAX_BODY = 64 * 1024;

/** Thrown while a request is read; carries the answer to it. */
export class RefusedRequest extends Error {
  override readonly name = "RefusedRequest";

  constructor(readonly response: Response) {
    super(`The request is refused with ${response.status}`);
  }
}

/** The body of a request as text; throws `RefusedRequest` (413) when it is too large. */
export async function readBody(request: Request): Promise<string> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY) {
      const description = `The body is larger than ${MAX_BODY} bytes`;
      throw new RefusedRequest(oauthError("invalid_request", { description, status: 413 }));
    }
    chunks.push(chunk);
  }
  return await new Blob(chunks).text();
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
  const description = `This method is not allowed, want ${allowed.join(" or ")}`;
  return oauthError("invalid_request", { description, status: 405, headers: { allow } });
}
