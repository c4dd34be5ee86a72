import { timingSafeEqual } from "node:crypto";
import { sha256 } from "../../digest.ts";
import type { AccountRequest } from "../context.ts";

/** The name of the hidden field, which comes before a file: so it is known before the file is read. */
export const TOKEN_FIELD = "token";

/**
 * The token of forms in which much is at stake. Only pages of this session know it: a check beside
 * the one of where a form comes from.
 */
export function formToken({ cookies: { session = "" } }: Pick<AccountRequest, "cookies">): string {
  return sha256(`form token of ${session}`);
}

/** Whether somebody has sent the token of their session. */
export function hasFormToken(
  request: Pick<AccountRequest, "cookies">,
  sent: string | null | undefined,
): boolean {
  const encoder = new TextEncoder();
  const [expected, actual] = [encoder.encode(formToken(request)), encoder.encode(sent ?? "")];
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
