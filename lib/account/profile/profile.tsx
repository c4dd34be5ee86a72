import { ACCOUNT_PATHS } from "../../account_paths.ts";
import { isEmail, labelOf, normalizeEmail } from "../../identity/people/accounts.ts";
import { nameOf } from "../../identity/people/check_sign_up.ts";
import { type FormError, tooManyAttempts } from "../../identity/people/form_error.ts";
import { formTokenOf } from "../../pages/form_token.ts";
import type { Action } from "../actions.ts";
import type { AccountContext, SignedInRequest } from "../context.ts";
import { noticeText } from "../notices.ts";
import { AccountProfilePage } from "../pages/profile/profile.tsx";
import { usageOf } from "../person_data.ts";
import { proofWays, proveOwner } from "../proof.ts";
import type { Reply, ShownPage } from "../reply.ts";

/** Who the person is here, how they are shown dates, and how much they have. */
export async function showProfile(
  request: SignedInRequest,
  context: AccountContext,
  problem?: string,
): Promise<ShownPage> {
  const { account, cookies, form } = request;
  const data = context.dataOf(account.subject);
  const [ways, dates, usage] = await Promise.all([
    proofWays(request, context),
    data.journal.dateSettings(),
    usageOf(data),
  ]);
  const page = (
    <AccountProfilePage
      account={account}
      email={form.get("new_email") ?? account.email}
      label={labelOf(account)}
      ways={ways}
      dates={dates}
      usage={usage}
      token={formTokenOf(cookies.session ?? "")}
      notice={noticeText(cookies.notice)}
      problem={problem}
    />
  );
  return { page };
}

/** Sets the name, or removes it. */
export const setName: Action = async ({ account, form }, { accounts }) => {
  await accounts.rename(account.subject, nameOf(form));
  return { notice: "name", to: ACCOUNT_PATHS.profile };
};

/** Moves the account to another e-mail address, once its owner has proven who they are. */
export async function setEmail(
  request: SignedInRequest,
  context: AccountContext,
): Promise<Reply> {
  const { account: { subject, email: before }, form, address } = request;
  const refuse = async ({ problem, wantsCode: _, ...answer }: FormError): Promise<Reply> => ({
    ...await showProfile(request, context, problem),
    ...answer,
  });
  const email = form.get("new_email") ?? "";
  if (!isEmail(normalizeEmail(email))) {
    const problem = "The e-mail address is not complete: expected one like name@example.com";
    return await refuse({ problem, status: 400 });
  }
  const proof = { field: "password", wrong: "The password is wrong" };
  const refused = await proveOwner(request, context, proof);
  if (refused) return await refuse(refused);
  // Which addresses have accounts is told no faster than by signing up.
  const retryAfter = await context.limits.signUps.take(address);
  if (retryAfter > 0) return await refuse(tooManyAttempts(retryAfter));
  if (!await context.accounts.changeEmail(subject, email)) {
    return await refuse({ problem: "Another account here has this address", status: 409 });
  }
  await context.told.tell(subject, { kind: "email", before });
  return { notice: "email", to: ACCOUNT_PATHS.profile };
}
