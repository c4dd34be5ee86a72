import { readBytes } from "../http/oauth_http.ts";

/** Ten years of an ordinary journal are 20 MB of JSON. */
export const MAX_UPLOAD_MB = 32;

/** Longest wait for a file, in milliseconds, for slow connections. */
const UPLOAD_TIME = 120_000;

/** What a form with a file has sent. */
export interface Upload {
  /** The text of the file; empty if none was chosen. */
  readonly document: string;
  /** The other fields. */
  readonly fields: URLSearchParams;
}

/**
 * Reads a form with a file (RFC 7578), or returns undefined for a body that is none. Throws
 * `RefusedRequest` for one that is too large, too slow, or breaks off.
 */
export async function readUpload(request: Request): Promise<Upload | undefined> {
  const maxBytes = MAX_UPLOAD_MB * 1024 * 1024;
  const body = await readBytes(request, { time: UPLOAD_TIME, maxBytes });
  const type = request.headers.get("content-type") ?? "";
  const form = await formOf(new Response(body, { headers: { "content-type": type } }));
  if (!form) return undefined;
  const file = form.get("file");
  const texts = [...form].filter((field): field is [string, string] =>
    typeof field[1] === "string"
  );
  return {
    document: file instanceof File ? await file.text() : file ?? "",
    fields: new URLSearchParams(texts),
  };
}

async function formOf(response: Response): Promise<FormData | undefined> {
  try {
    return await response.formData();
  } catch {
    return undefined;
  }
}
