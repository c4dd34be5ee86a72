import type { Accounts } from "./accounts.ts";
import type { Outcome, Visit } from "./interaction.ts";
import type { SignInLimit } from "./limits.ts";
import { SignInPage } from "./pages/sign_in.tsx";

/** Shows the sign-in page, or judges what was entered on it. */
export async function signIn(
  { interaction, client, address, form }: Visit,
  { accounts, limit, signUpOffered }: {
    accounts: Accounts;
    limit: SignInLimit;
    signUpOffered: boolean;
  },
): Promise<Outcome> {
  const page = (email?: string, problem?: string) => (
    <SignInPage {...{ uid: interaction.uid, client, email, problem, signUpOffered }} />
  );
  if (!form) return { page: page(hint(interaction.params.login_hint)) };

  const email = form.get("email") ?? "";
  const tooMany = (retryAfter: number): Outcome => ({
    page: page(email, `Too many attempts. Try again in ${retryAfter} seconds`),
    status: 429,
    retryAfter,
  });
  const before = limit.wait(address, email);
  if (before > 0) return tooMany(before);
  const account = await accounts.authenticate(email, form.get("password") ?? "");
  // Asked again, or many guesses sent at once would all be judged before the first was counted.
  const after = limit.wait(address, email);
  if (after > 0) return tooMany(after);
  if (account) return { result: { login: { accountId: account.subject } } };
  limit.countFailure(address, email);
  return { page: page(email, "The e-mail address or the password is wrong"), status: 400 };
}

function hint(value: unknown): string | undefined {
  return typeof value === "string" && value.includes("@") ? value : undefined;
}
