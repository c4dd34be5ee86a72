import { labelOf } from "../identity/people/accounts.ts";
import type { AccountContext, SignedInRequest } from "./context.ts";
import { noticeText } from "./notices.ts";
import { AccountDeletePage, AccountGonePage, OwnAccount } from "./pages/delete.tsx";
import { countData } from "./person_data.ts";
import { proofWays, proveOwner } from "./proof.ts";
import type { Reply, ShownPage } from "./reply.ts";
import { formToken } from "./transfer/form_token.ts";

/** What goes when everything is deleted, and the form that does it. */
export async function showDelete(
  request: SignedInRequest,
  context: AccountContext,
  problem?: string,
): Promise<ShownPage> {
  const { account, cookies } = request;
  const [counts, apps, ways] = await Promise.all([
    countData(context.dataOf(account.subject)),
    context.connections.list(account.subject),
    proofWays(request, context),
  ]);
  const page = (
    <AccountDeletePage
      {...counts}
      account={<OwnAccount email={labelOf(account)} apps={apps.length} />}
      email={labelOf(account)}
      ways={ways}
      token={formToken({ cookies })}
      notice={noticeText(cookies.notice)}
      problem={problem}
    />
  );
  return { page };
}

/** Deletes everything of the person, once they have proven who they are and that they mean it. */
export async function deleteEverything(
  request: SignedInRequest,
  context: AccountContext,
): Promise<Reply> {
  const { account: { subject }, form } = request;
  if (form.get("understood") !== "yes") {
    return { ...await showDelete(request, context, "Tick the box to go on"), status: 400 };
  }
  const refused = await proveOwner(request, context, {
    field: "password",
    wrong: "The password is wrong",
  });
  if (refused) {
    const { problem, ...answer } = refused;
    return { ...await showDelete(request, context, problem), ...answer };
  }
  await context.dataOf(subject).erase();
  return { page: <AccountGonePage />, signedOut: true };
}
