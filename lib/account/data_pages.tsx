import type { AccountContext, SignedInRequest } from "./context.ts";
import { noticeText } from "./notices.ts";
import { AccountActivityPage } from "./pages/activity.tsx";
import { AccountDeletePage } from "./pages/delete.tsx";
import { AccountTrashPage } from "./pages/trash.tsx";
import { countData, pageOrFirst } from "./person_data.ts";
import { proofWays } from "./proof.ts";
import type { ShownPage } from "./reply.ts";
import { labelOf } from "../identity/people/accounts.ts";

const PAGE_SIZE = 50;

/** The entries in the trash, each with what can be done about it. */
export async function showTrash(
  { account, cookies, query }: SignedInRequest,
  { dataOf }: AccountContext,
): Promise<ShownPage> {
  const { journal, preferences: readPreferences } = dataOf(account.subject);
  const [preferences, page] = await Promise.all([
    readPreferences(),
    pageOrFirst(
      query.get("cursor"),
      (cursor) => journal.listEntries({ trashed: true, limit: PAGE_SIZE, cursor }),
    ),
  ]);
  const notice = noticeText(cookies.notice);
  return { page: <AccountTrashPage {...page} preferences={preferences} notice={notice} /> };
}

/** What the person's apps did. */
export async function showActivity(
  { account, query }: SignedInRequest,
  { dataOf, clientNames }: AccountContext,
): Promise<ShownPage> {
  const { activity, preferences: readPreferences } = dataOf(account.subject);
  const [preferences, page] = await Promise.all([
    readPreferences(),
    pageOrFirst(
      query.get("cursor"),
      (cursor) => activity.list({ limit: PAGE_SIZE, cursor }),
    ),
  ]);
  const names = await clientNames(page.activity.map(({ client }) => client));
  return { page: <AccountActivityPage {...page} names={names} preferences={preferences} /> };
}

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
      email={labelOf(account)}
      ways={ways}
      notice={noticeText(cookies.notice)}
      {...counts}
      apps={apps.length}
      problem={problem}
    />
  );
  return { page };
}
