import type { Login } from "../identity/login/login.ts";
import type { Account } from "../identity/people/accounts.ts";
import type { AccountContext, AccountRequest } from "./context.ts";
import type { Reply } from "./reply.ts";

/**
 * Signs this browser out, here and at the authorization server, and disconnects the apps that were
 * connected in it unless the person cleared the box: a borrowed computer keeps nothing. It needs no
 * session at `/account`, because anybody who uses the browser may end one. With its box ticked, the
 * browser goes on to where the provider ends its session.
 */
export async function signOut(request: AccountRequest, context: AccountContext): Promise<Reply> {
  const { cookies, form } = request;
  const browser = await context.thisBrowser(cookies.browserSession ?? "");
  await browser?.signOut({ disconnect: form.has("disconnect") });
  if (cookies.session) await context.sessions.end(cookies.session);
  const to = form.has("provider") ? await context.login?.endSessionUrl() : undefined;
  return { notice: "signed_out", signedOut: true, to };
}

/** Whether a person signs in at a provider that lets us end their session there. */
export async function endsAtProvider({ link }: Account, login?: Login): Promise<boolean> {
  return link !== undefined && await login?.endSessionUrl() !== undefined;
}
