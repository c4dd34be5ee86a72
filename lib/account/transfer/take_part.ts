import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { isSameOrigin } from "../../http/same_origin.ts";
import type { DataContext, DataRequest } from "../context.ts";
import { hasFormToken } from "./form_token.ts";
import { resumableUploads } from "./resumable.ts";

/** Whether a path is that of files that come in parts. */
export function isUpload(path: string): boolean {
  return `${path}/`.startsWith(`${ACCOUNT_PATHS.importUpload}/`);
}

/**
 * Returns what takes a part of a file, sent by the script of the page. Whatever it asks for, it is
 * asked who it is: `person` is whoever is signed in.
 */
export function takeParts(
  { origin, uploads, limits, dataOf }: DataContext,
): (
  request: Request,
  person: Pick<DataRequest, "account" | "cookies"> | undefined,
) => Promise<Response> {
  const resumable = resumableUploads(uploads);
  return async (request, person) => {
    const token = request.headers.get("x-form-token");
    const isOurs = isSameOrigin(request.headers, origin);
    if (!person || !isOurs || !hasFormToken(person, token)) {
      return new Response("Sign in and try again", { status: 403 });
    }
    const { subject } = person.account;
    if (request.method === "POST") {
      const retryAfter = await limits.imports.take(subject);
      const headers = { "retry-after": String(retryAfter) };
      if (retryAfter > 0) return new Response("Not so fast", { status: 429, headers });
    }
    return await resumable.answer(request, dataOf(subject).transfers);
  };
}
