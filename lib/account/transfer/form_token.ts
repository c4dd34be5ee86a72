import { formTokenOf, isFormTokenOf } from "../../pages/form_token.ts";
import type { DataRequest } from "../context.ts";

export { TOKEN_FIELD } from "../../pages/form_token.ts";

/** The token of forms in which much is at stake. */
export function formToken({ cookies: { session = "" } }: Pick<DataRequest, "cookies">): string {
  return formTokenOf(session);
}

/** Whether somebody has sent the token of their session. */
export function hasFormToken(
  { cookies: { session = "" } }: Pick<DataRequest, "cookies">,
  sent: string | null | undefined,
): boolean {
  return isFormTokenOf(session, sent);
}
