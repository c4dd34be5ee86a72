import { readBody, RefusedRequest } from "./oauth_http.ts";

/** Reads a form; returns the answer to one that is too large, too slow or none. */
export async function readForm(request: Request): Promise<URLSearchParams | Response> {
  try {
    return new URLSearchParams(await readBody(request));
  } catch (error) {
    if (error instanceof RefusedRequest) return error.response;
    throw error;
  }
}
