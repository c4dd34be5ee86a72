import { tryPassword } from "../identity/people/check_sign_in.ts";
import type { FormError } from "../identity/people/form_error.ts";
import type { Account } from "../identity/people/accounts.ts";
import type { AccountContext, SignedInRequest } from "./context.ts";

/** How the owner of an account can prove once more who they are. */
export interface ProofWays {
  /** By the password of the account. */
  readonly password: boolean;
  /** At the provider, by what people call it. */
  readonly provider?: string;
  /** Whether they have just done so there. */
  readonly isConfirmed: boolean;
}

/** The ways of the person who is signed in. At least one of them is open to everybody. */
export async function proofWays(
  { account, cookies }: SignedInRequest,
  { login, sessions }: AccountContext,
): Promise<ProofWays> {
  const isLinked = login !== undefined && account.link !== undefined;
  return {
    password: takesPassword(account, login?.passwords),
    ...(isLinked ? { provider: login.name } : {}),
    isConfirmed: isLinked && await sessions.isConfirmed(cookies.session ?? ""),
  };
}

/**
 * Checks that whoever sent a form owns the account, and does not only use the owner's browser: by
 * the password in `field`, or because the provider has asked them within the last minutes.
 */
export async function proveOwner(
  request: SignedInRequest,
  context: AccountContext,
  { field, wrong }: { field: string; wrong: string },
): Promise<FormError | undefined> {
  const { account: { subject, email }, form, address } = request;
  const ways = await proofWays(request, context);
  if (ways.isConfirmed) return undefined;
  if (!ways.password) return confirmFirst(ways);
  const attempt = () => context.accounts.verify(subject, form.get(field) ?? "");
  const limit = context.limits.signIns;
  const checked = await tryPassword(attempt, { address, email: email ?? subject, limit });
  if (!checked) return { problem: wrong, status: 400 };
  return "problem" in checked ? checked : undefined;
}

/** For somebody who has no password to prove it with, and has not been to the provider yet. */
export function confirmFirst({ provider = "your provider" }: ProofWays): FormError {
  return { problem: `Confirm with ${provider} first who you are`, status: 403 };
}

/** Whether somebody can sign in with a password: an account whose link is its only way in cannot. */
function takesPassword({ password, link }: Account, passwords = true): boolean {
  return password !== undefined && (passwords || link === undefined);
}
