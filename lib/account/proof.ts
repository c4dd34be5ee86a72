import { ACCOUNT_PATHS } from "../account_paths.ts";
import { tryPassword } from "../identity/people/check_sign_in.ts";
import type { FormError } from "../identity/people/form_error.ts";
import { takesPasskeys } from "../identity/signing_in/note_sign_in.ts";
import type { Account } from "../identity/people/accounts.ts";
import type { AccountContext, SignedInRequest } from "./context.ts";

/** How the owner of an account can prove once more who they are. */
export interface ProofWays {
  /** By the password of the account. */
  readonly password: boolean;
  /** By the password together with a recovery code: a passkey is asked for, and may be lost. */
  readonly code: boolean;
  /** By one of their passkeys. */
  readonly passkey: boolean;
  /** At the provider, by what people call it. */
  readonly provider?: string;
  /** Whether they have just done so, in this session. */
  readonly isConfirmed: boolean;
}

/** The ways of the person who is signed in. At least one of them is open to everybody. */
export async function proofWays(
  { account, cookies }: Pick<SignedInRequest, "account" | "cookies">,
  { login, sessions, passkeys }: Pick<AccountContext, "login" | "sessions" | "passkeys">,
): Promise<ProofWays> {
  const isLinked = login !== undefined && account.link !== undefined;
  const owned = await passkeys.of(account.subject);
  const password = takesPassword(account, login?.passwords);
  return {
    password: password && !owned.isRequired,
    code: password && owned.isRequired,
    passkey: takesPasskeys({ passkeys, login }) && owned.passkeys.length > 0,
    ...(isLinked ? { provider: login.name } : {}),
    isConfirmed: await sessions.isConfirmed(cookies.session ?? ""),
  };
}

/**
 * Checks that whoever sent a form owns the account, and does not only use the owner's browser: by
 * the password in `field`, or because they have proven it within the last minutes.
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

/** For somebody who has no password to prove it with, and has not done it otherwise yet. */
export function confirmFirst({ provider = "your provider", passkey, code }: ProofWays): FormError {
  const problem = passkey || code
    ? "Confirm first who you are"
    : `Confirm with ${provider} first who you are`;
  return { problem, status: 403 };
}

/** The pages that somebody comes back to who has confirmed who they are. */
const CONFIRMABLE: readonly string[] = [
  ACCOUNT_PATHS.deleteData,
  ACCOUNT_PATHS.passkeys,
  ACCOUNT_PATHS.profile,
];

/** One of our pages that ask for a proof, or the account page. */
export function placeToConfirm(to: string | null): string {
  return CONFIRMABLE.find((page) => page === to) ?? ACCOUNT_PATHS.account;
}

/** Whether somebody can sign in with a password: an account whose link is its only way in cannot. */
function takesPassword({ password, link }: Account, passwords = true): boolean {
  return password !== undefined && (passwords || link === undefined);
}
