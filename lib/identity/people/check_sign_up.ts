import type { SignUpPolicy } from "../../config.ts";
import type { Limiter } from "../../limiter.ts";
import { type Accounts, isEmail, normalizeEmail, type SignedIn } from "./accounts.ts";
import type { Invitations } from "./invitations.ts";
import { plainText } from "../../plain_text.ts";
import { sameSecret } from "../storage/hashing.ts";
import type { SubmittedForm } from "./check_sign_in.ts";
import { passwordProblem } from "./passwords.ts";
import { type FormError, tooManyAttempts, unlessBusy } from "./form_error.ts";

export type { SignUpPolicy };

/** Checks a sign-up form and opens an account with it. */
export async function checkSignUp(
  { form, address }: SubmittedForm,
  { accounts, limit, policy, invitations }: {
    accounts: Accounts;
    limit: Limiter;
    policy: SignUpPolicy;
    invitations: Invitations;
  },
): Promise<SignedIn | FormError> {
  const retryAfter = await limit.take(address);
  if (retryAfter > 0) return tooManyAttempts(retryAfter);
  const code = form.get("invitation") ?? "";
  const invitation = code === "" ? undefined : await invitations.find(code);
  if (!invitation && policy.policy === "closed") {
    return code === "" ? NO_NEW_ACCOUNTS : NO_INVITATION;
  }
  if (!invitation && policy.policy === "invitation" && !sameSecret(code, policy.code)) {
    return { problem: "The invitation code is wrong", status: 403 };
  }
  const name = nameOf(form);
  const email = form.get("email") ?? "";
  const password = form.get("password") ?? "";
  const problem = emailProblem(email) ?? passwordProblem(password, normalizeEmail(email));
  if (problem) return { problem, status: 400 };
  if (invitation?.email !== undefined && invitation.email !== normalizeEmail(email)) {
    return { problem: "This invitation is for another e-mail address", status: 403 };
  }
  const opened = await unlessBusy(() =>
    accounts.open({ email, name, password, use: invitation?.use })
  );
  if (opened) return opened;
  return await accounts.findByEmail(email)
    ? { problem: "This e-mail address has an account: sign in instead", status: 409 }
    : NO_INVITATION;
}

const NO_NEW_ACCOUNTS: FormError = { problem: "This server takes no new accounts", status: 403 };
const NO_INVITATION: FormError = {
  problem: "This invitation was used, or is too old: ask for another one",
  status: 403,
};

/** The name on a sign-up form, fit to be shown. */
export function nameOf(form: URLSearchParams): string | undefined {
  return plainText(form.get("name"), 100);
}

function emailProblem(email: string): string | undefined {
  return isEmail(normalizeEmail(email))
    ? undefined
    : "The e-mail address is not complete: expected one like name@example.com";
}
