import type { Passkeys } from "../passkeys/passkeys.ts";
import type { SignIns, SignInWay } from "../sign_ins/sign_ins.ts";
import type { Accounts, SignedIn } from "../people/accounts.ts";
import type { FormError } from "../people/form_error.ts";

/** What is known of a sign-in, however it ended. */
interface AboutSignIn {
  readonly way: SignInWay;
  /** What was typed: it only says at whose account somebody has tried, and is not kept. */
  readonly email?: string | null;
  /** The app that is to be connected. */
  readonly app?: string;
  readonly userAgent?: string | null;
}

/** Lists a sign-in for its person. One that was too often, or while we were busy, was none. */
export async function noteSignIn(
  ended: SignedIn | FormError,
  { way, email, ...about }: AboutSignIn,
  { accounts, signIns }: { accounts: Accounts; signIns: SignIns },
): Promise<void> {
  if ("account" in ended) {
    const used = ended.withCode ? "recovery_code" : way;
    return await signIns.wentWell(ended.account.subject, { ...about, way: used });
  }
  const isPasswordAlone = ended.status === 403 && ended.wantsCode === true;
  if (ended.retryAfter !== undefined || ended.status === 403 && !isPasswordAlone) return;
  const tried = isPasswordAlone ? "password_alone" : way;
  // Not waited for: how long it takes would tell whether there is such an account.
  if (email) signIns.refused(() => accounts.findByEmail(email), { ...about, way: tried });
}

/** Whether passkeys are offered: they are switched off with passwords, with `LOGIN_PASSWORDS`. */
export function takesPasskeys(
  { passkeys, login }: { passkeys: Passkeys; login?: { readonly passwords: boolean } },
): boolean {
  return passkeys.isPossible && login?.passwords !== false;
}
