import { type Accounts, normalizeEmail } from "./accounts.ts";
import { plainText } from "./client_text.ts";
import { sameSecret } from "./hashing.ts";
import type { Outcome, Visit } from "./interaction.ts";
import type { Limiter } from "../limiter.ts";
import { MessagePage } from "./pages/message.tsx";
import { SignUpPage } from "./pages/sign_up.tsx";
import { passwordProblem } from "./passwords.ts";

/** Who may open an account. */
export type SignUpPolicy =
  | { policy: "open" }
  | { policy: "closed" }
  | { policy: "invitation"; code: string };

/** Shows the sign-up page, or opens an account with what was entered on it and signs in. */
export async function signUp(
  { interaction, client, address, form }: Visit,
  { accounts, limit, policy }: { accounts: Accounts; limit: Limiter; policy: SignUpPolicy },
): Promise<Outcome> {
  if (policy.policy === "closed") return closed();
  const invitationWanted = policy.policy === "invitation";
  const uid = interaction.uid;
  if (!form) return { page: <SignUpPage {...{ uid, client, invitationWanted }} /> };

  const name = plainText(form.get("name"), 100);
  const email = form.get("email") ?? "";
  const password = form.get("password") ?? "";
  const refuse = (problem: string, status = 400): Outcome => ({
    page: <SignUpPage {...{ uid, client, name, email, problem, invitationWanted }} />,
    status,
  });

  const retryAfter = limit.wait(address);
  if (retryAfter > 0) {
    return { ...refuse(`Too many attempts. Try again in ${retryAfter} seconds`, 429), retryAfter };
  }
  limit.count(address);
  if (policy.policy === "invitation" && !sameSecret(form.get("invitation") ?? "", policy.code)) {
    return refuse("The invitation code is wrong", 403);
  }
  const problem = emailProblem(email) ?? passwordProblem(password, normalizeEmail(email));
  if (problem) return refuse(problem);
  const account = await accounts.open({ email, name, password });
  if (!account) return refuse("This e-mail address has an account: sign in instead", 409);
  return { result: { login: { accountId: account.subject } } };
}

/** An address with one @ and no spaces, within the length of RFC 5321. Only a mail could tell more. */
function emailProblem(email: string): string | undefined {
  const normalized = normalizeEmail(email);
  if (normalized.length <= 254 && /^[^\s@\p{C}]+@[^\s@\p{C}]+$/u.test(normalized)) return undefined;
  return "The e-mail address is not complete, want one like name@example.com";
}

function closed(): Outcome {
  const message = "This server takes no new accounts. Ask the person who runs it for one.";
  return { page: <MessagePage title="No new accounts" message={message} />, status: 403 };
}
