import { timingSafeEqual } from "node:crypto";
import { sha256 } from "../digest.ts";

/** The name of the hidden field, which comes before a file: so it is known before the file is read. */
export const TOKEN_FIELD = "token";

/**
 * The token of the forms of a session. Only pages of this session know it: a check beside the one of
 * where a form comes from.
 *
 * @param session the secret of the session
 */
export function formTokenOf(session: string): string {
  return sha256(`form token of ${session}`);
}

/** Whether `sent` is the token of a session. */
export function isFormTokenOf(session: string, sent: string | null | undefined): boolean {
  const encoder = new TextEncoder();
  const [expected, actual] = [encoder.encode(formTokenOf(session)), encoder.encode(sent ?? "")];
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
