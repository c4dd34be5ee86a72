import type { AccountContext, SignedInRequest } from "./context.ts";
import { noticeText } from "./notices.ts";
import { AccountActivityPage } from "./pages/activity.tsx";
import { AccountDeletePage } from "./pages/delete.tsx";
import { AccountTrashPage } from "./pages/trash.tsx";
import { countData, pageOrFirst } from "./person_data.ts";
import type { ShownPage } from "./reply.ts";

const PAGE_SIZE = 50;

/** The entries in the trash, each with what can be done about it. */
export async function showTrash(
  { account, cookies, query }: SignedInRequest,
  { dataOf }: AccountContext,
): Promise<ShownPage> {
  const { journal } = dataOf(account.subject);
  const [timeZone, page] = await Promise.all([
    journal.timeZone(),
    pageOrFirst(
      query.get("cursor"),
      (cursor) => journal.listEntries({ trashed: true, limit: PAGE_SIZE, cursor }),
    ),
  ]);
  const notice = noticeText(cookies.notice);
  return { page: <AccountTrashPage {...page} timeZone={timeZone} notice={notice} /> };
}

/** What the person's apps did. */
export async function showActivity(
  { account, query }: SignedInRequest,
  { dataOf, clientNames }: AccountContext,
): Promise<ShownPage> {
  const { activity, journal } = dataOf(account.subject);
  const [timeZone, page] = await Promise.all([
    journal.timeZone(),
    pageOrFirst(
      query.get("cursor"),
      (cursor) => activity.list({ limit: PAGE_SIZE, cursor }),
    ),
  ]);
  const names = await clientNames(page.activity.map(({ client }) => client));
  return { page: <AccountActivityPage {...page} names={names} timeZone={timeZone} /> };
}

/** What goes when everything is deleted, and the form that does it. */
export async function showDelete(
  { account }: SignedInRequest,
  { dataOf, connections }: AccountContext,
  problem?: string,
): Promise<ShownPage> {
  const [counts, apps] = await Promise.all([
    countData(dataOf(account.subject)),
    connections.list(account.subject),
  ]);
  const page = (
    <AccountDeletePage
      email={account.email}
      {...counts}
      apps={apps.length}
      problem={problem}
    />
  );
  return { page };
}
