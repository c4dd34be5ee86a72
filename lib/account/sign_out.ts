import type { AccountContext, AccountRequest } from "./context.ts";
import type { Reply } from "./reply.ts";

/**
 * Signs this browser out, here and at the authorization server, and disconnects the apps that were
 * connected in it unless the person cleared the box: a borrowed computer keeps nothing. It needs no
 * session at `/account`, because anybody who uses the browser may end one.
 */
export async function signOut(request: AccountRequest, context: AccountContext): Promise<Reply> {
  const { cookies, form } = request;
  const browser = await context.thisBrowser(cookies.browserSession ?? "");
  await browser?.signOut({ disconnect: form.has("disconnect") });
  if (cookies.session) await context.sessions.end(cookies.session);
  return { notice: "signed_out", signedOut: true };
}
