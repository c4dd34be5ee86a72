import { noticeText } from "../notices.ts";
import { AccountDeletePage, GonePage } from "../pages/delete.tsx";
import { countData } from "../person_data.ts";
import type { Reply, ShownPage } from "../reply.ts";
import { formToken } from "../transfer/form_token.ts";
import type { ElsewhereContext, VisitorRequest } from "./context.ts";

/** What goes when everything is deleted, and the form that does it. */
export async function showDelete(
  request: VisitorRequest,
  { dataOf, server: { name } }: ElsewhereContext,
  problem?: string,
): Promise<ShownPage> {
  const { account, cookies, visitor: { label = "you", isConfirmed } } = request;
  const page = (
    <AccountDeletePage
      {...await countData(dataOf(account.subject))}
      stays={`Your account at ${name} stays, with the apps that you connected there.`}
      email={label}
      ways={{ provider: name, password: false, code: false, passkey: false, isConfirmed }}
      token={formToken(request)}
      notice={noticeText(cookies.notice)}
      problem={problem}
    />
  );
  return { page };
}

/** Deletes everything of the person, once the server has asked them who they are. */
export async function deleteEverything(
  request: VisitorRequest,
  context: ElsewhereContext,
): Promise<Reply> {
  const { account, form, visitor: { isConfirmed } } = request;
  const { server: { name }, dataOf, login } = context;
  const refuse = async (problem: string, status: number) => ({
    ...await showDelete(request, context, problem),
    status,
  });
  if (form.get("understood") !== "yes") return await refuse("Tick the box to go on", 400);
  if (!isConfirmed) return await refuse(`Confirm with ${name} first who you are`, 403);
  await dataOf(account.subject).erase();
  await login.endAll(account.subject);
  const page = (
    <GonePage>
      Everything that was kept of you here is being removed, and no app can reach it any more. Your
      account at {name}{" "}
      stays. An app that you leave connected there begins an empty journal in some minutes.
    </GonePage>
  );
  return { page };
}
