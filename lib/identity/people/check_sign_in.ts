import { setTimeout as pause } from "node:timers/promises";
import type { Passkeys } from "../passkeys/passkeys.ts";
import { AccountDisabledError, type Accounts, type SignedIn } from "./accounts.ts";
import type { SignInLimit } from "./limits.ts";
import { type FormError, tooManyAttempts, unlessBusy } from "./form_error.ts";

/** A form that was filled in, and the network address it came from. */
export interface SubmittedForm {
  readonly form: URLSearchParams;
  readonly address: string;
}

/** The field of a recovery code. */
export const RECOVERY_CODE_FIELD = "recovery_code";

/**
 * Checks the `email` and `password` of a sign-in form. Of somebody who wants a passkey asked for, the
 * password is good with a recovery code only, which is used up then.
 */
export async function checkSignIn(
  { form, address }: SubmittedForm,
  { accounts, passkeys, limit }: { accounts: Accounts; passkeys: Passkeys; limit: SignInLimit },
): Promise<SignedIn | FormError> {
  const email = form.get("email") ?? "";
  const password = form.get("password") ?? "";
  const code = form.get(RECOVERY_CODE_FIELD);
  const attempt = async () => {
    const signedIn = await accounts.authenticate(email, password);
    return signedIn && await withRecoveryCode(signedIn, { code, passkeys });
  };
  const wrong = code === null
    ? "The e-mail address or the password is wrong"
    : "The e-mail address, the password or the recovery code is wrong";
  return await tryPassword(attempt, { address, email, limit }) ??
    { problem: wrong, status: 400, wantsCode: code !== null };
}

/** Somebody whose password is right; `undefined` if it was given with a wrong recovery code. */
export async function withRecoveryCode(
  signedIn: SignedIn,
  { code, passkeys }: { code: string | null; passkeys: Passkeys },
): Promise<SignedIn | FormError | undefined> {
  const { subject } = signedIn.account;
  const { isRequired } = await passkeys.of(subject);
  if (!isRequired) return signedIn;
  if (!code) {
    return {
      problem: "This account wants a passkey. Sign in with it, or give the password once more " +
        "together with one of your recovery codes",
      status: 403,
      wantsCode: true,
    };
  }
  return await passkeys.useCode(subject, code) ? { ...signedIn, withCode: true } : undefined;
}

/** For whoever has proven that it is theirs; to others it is a wrong password. */
const DISABLED: FormError = {
  problem: "This account is disabled. Ask the person who runs this server.",
  status: 403,
};

/** Lets a password be tried as often as the limit allows; `undefined` if it was wrong. */
export async function tryPassword(
  attempt: () => Promise<SignedIn | FormError | undefined>,
  { address, email, limit }: { address: string; email: string; limit: SignInLimit },
): Promise<SignedIn | FormError | undefined> {
  // Counted before the work: of many guesses sent at once, those beyond the limit cost us nothing.
  const begun = await limit.begin(address, email);
  if ("retryAfter" in begun) return tooManyAttempts(begun.retryAfter);
  await pause(begun.delay);
  const outcome = await unlessBusy(attempt).catch((error) => {
    if (error instanceof AccountDisabledError) return DISABLED;
    throw error;
  });
  // Only failed checks count: undo the count on success, and when we were too busy to check.
  if (outcome) await begun.forgive();
  return outcome;
}
