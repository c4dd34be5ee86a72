import type { SignUpPolicy } from "../../config.ts";
import type { Limiter } from "../../limiter.ts";
import { type Accounts, isEmail, normalizeEmail, type SignedIn } from "./accounts.ts";
import { plainText } from "../../plain_text.ts";
import { sameSecret } from "../storage/hashing.ts";
import type { SubmittedForm } from "./check_sign_in.ts";
import { passwordProblem } from "./passwords.ts";
import { type FormError, tooManyAttempts, unlessBusy } from "./form_error.ts";

export type { SignUpPolicy };

/** Checks a sign-up form and opens an account with it. */
export async function checkSignUp(
  { form, address }: SubmittedForm,
  { accounts, limit, policy }: { accounts: Accounts; limit: Limiter; policy: SignUpPolicy },
): Promise<SignedIn | FormError> {
  const retryAfter = await limit.take(address);
  if (retryAfter > 0) return tooManyAttempts(retryAfter);
  if (policy.policy === "closed") {
    return { problem: "This server takes no new accounts", status: 403 };
  }
  if (policy.policy === "invitation" && !sameSecret(form.get("invitation") ?? "", policy.code)) {
    return { problem: "The invitation code is wrong", status: 403 };
  }
  const name = nameOf(form);
  const email = form.get("email") ?? "";
  const password = form.get("password") ?? "";
  const problem = emailProblem(email) ?? passwordProblem(password, normalizeEmail(email));
  if (problem) return { problem, status: 400 };
  return await unlessBusy(() => accounts.open({ email, name, password })) ??
    { problem: "This e-mail address has an account: sign in instead", status: 409 };
}

/** The name on a sign-up form, fit to be shown. */
export function nameOf(form: URLSearchParams): string | undefined {
  return plainText(form.get("name"), 100);
}

function emailProblem(email: string): string | undefined {
  return isEmail(normalizeEmail(email))
    ? undefined
    : "The e-mail address is not complete: expected one like name@example.com";
}
