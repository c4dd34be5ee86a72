import { setTimeout as pause } from "node:timers/promises";
import { AccountDisabledError, type Accounts, type SignedIn } from "./accounts.ts";
import type { SignInLimit } from "./limits.ts";
import { type FormError, tooManyAttempts, unlessBusy } from "./form_error.ts";

/** A form that was filled in, and the network address it came from. */
export interface SubmittedForm {
  readonly form: URLSearchParams;
  readonly address: string;
}

/** Checks the `email` and `password` of a sign-in form. */
export async function checkSignIn(
  { form, address }: SubmittedForm,
  { accounts, limit }: { accounts: Accounts; limit: SignInLimit },
): Promise<SignedIn | FormError> {
  const email = form.get("email") ?? "";
  const password = form.get("password") ?? "";
  const outcome = await tryPassword(() => accounts.authenticate(email, password), {
    address,
    email,
    limit,
  });
  return outcome ?? { problem: "The e-mail address or the password is wrong", status: 400 };
}

/** For whoever has proven that it is theirs; to others it is a wrong password. */
const DISABLED: FormError = {
  problem: "This account is disabled. Ask the person who runs this server.",
  status: 403,
};

/** Lets a password be tried as often as the limit allows; `undefined` if it was wrong. */
export async function tryPassword(
  attempt: () => Promise<SignedIn | undefined>,
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
