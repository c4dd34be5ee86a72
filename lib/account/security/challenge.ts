import { type Account, labelOf } from "../../identity/people/accounts.ts";
import { takesPasskeys } from "../../identity/signing_in/note_sign_in.ts";
import { randomSecret } from "../../identity/storage/hashing.ts";
import { isFormTokenOf, TOKEN_FIELD } from "../../pages/form_token.ts";
import type { AccountContext, AccountRequest } from "../context.ts";
import type { CookieKit } from "../cookies.ts";

/** Answers the script of a page with what the browser needs to ask for a passkey, as JSON. */
export async function answerChallenge(
  { address, form, cookies: known }: Pick<AccountRequest, "address" | "form" | "cookies">,
  { context, account, cookies }: {
    context: AccountContext;
    /** Who is signed in. */
    account?: Account;
    cookies: CookieKit;
  },
): Promise<Response> {
  // Where nobody signs in with one any more, a passkey still links its account.
  const isTaken = form.get("for") === "sign_in"
    ? context.passkeys.isPossible
    : takesPasskeys(context);
  if (!isTaken) return refuse(404, "There are no passkeys here");
  const retryAfter = await context.limits.challenges.take(address);
  if (retryAfter > 0) {
    return refuse(429, "Not so fast", { "retry-after": String(retryAfter) });
  }
  const browser = known.login ?? randomSecret();
  const options = await optionsFor({ form, cookies: known }, { context, account, browser });
  if (!options) return refuse(403, "Sign in and try again");
  return Response.json(options, {
    headers: { "cache-control": "no-store", "set-cookie": cookies.login(browser) },
  });
}

async function optionsFor(
  { form, cookies }: Pick<AccountRequest, "form" | "cookies">,
  { context: { passkeys, sessions }, account, browser }: {
    context: AccountContext;
    account?: Account;
    browser: string;
  },
) {
  const use = form.get("for");
  if (use === "sign_in") return await passkeys.optionsToUse({ kind: "sign_in" }, browser);
  const { session = "" } = cookies;
  if (!account || !isFormTokenOf(session, form.get(TOKEN_FIELD))) return undefined;
  const { subject } = account;
  if (use === "confirm") return await passkeys.optionsToUse({ kind: "confirm", subject }, browser);
  if (use !== "add" || !await sessions.isConfirmed(session)) return undefined;
  return await passkeys.optionsToAdd(subject, { label: labelOf(account), browser });
}

function refuse(status: number, text: string, headers: HeadersInit = {}): Response {
  return new Response(text, { status, headers });
}
