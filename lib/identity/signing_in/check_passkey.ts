import type { Limiter } from "../../limiter.ts";
import { PASSKEY_FIELD } from "../../pages/passkey_form.tsx";
import type { ChallengePurpose } from "../passkeys/challenges.ts";
import type { Passkeys } from "../passkeys/passkeys.ts";
import type { Accounts, SignedIn } from "../people/accounts.ts";
import type { SubmittedForm } from "../people/check_sign_in.ts";
import { type FormError, tooManyAttempts } from "../people/form_error.ts";

/** Checks the answer of a passkey in a form. Counted for an address, whatever comes of it. */
export async function checkPasskey(
  { form, address, browser }: SubmittedForm & { browser?: string },
  { accounts, passkeys, limit, now, purpose = { kind: "sign_in" } }: {
    accounts: Accounts;
    passkeys: Passkeys;
    limit: Limiter;
    now: () => number;
    purpose?: ChallengePurpose;
  },
): Promise<SignedIn | FormError> {
  const retryAfter = await limit.take(address);
  if (retryAfter > 0) return tooManyAttempts(retryAfter);
  const at = now();
  const subject = await passkeys.use(form.get(PASSKEY_FIELD) ?? "", { purpose, browser });
  const account = subject === undefined ? undefined : await accounts.find(subject);
  if (!account) return { problem: "This passkey was not accepted. Try it again", status: 400 };
  return { account, at };
}
