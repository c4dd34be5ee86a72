import type { DataContext, DataRequest } from "../context.ts";
import { noticeText } from "../notices.ts";
import { AccountActivityPage } from "../pages/activity.tsx";
import { AccountTrashPage } from "../pages/trash.tsx";
import { pageOrFirst } from "../person_data.ts";
import type { ShownPage } from "../reply.ts";
import { formToken } from "../transfer/form_token.ts";

const PAGE_SIZE = 50;

/** The entries in the trash, each with what can be done about it. */
export async function showTrash(
  { account, cookies, query }: DataRequest,
  { dataOf }: DataContext,
): Promise<ShownPage> {
  const { journal, preferences: readPreferences } = dataOf(account.subject);
  const [preferences, page] = await Promise.all([
    readPreferences(),
    pageOrFirst(
      query.get("cursor"),
      (cursor) => journal.listEntries({ trashed: true, limit: PAGE_SIZE, cursor }),
    ),
  ]);
  const shown = (
    <AccountTrashPage
      {...page}
      preferences={preferences}
      token={formToken({ cookies })}
      notice={noticeText(cookies.notice)}
    />
  );
  return { page: shown };
}

/** What the person's apps did. */
export async function showActivity(
  { account, query }: DataRequest,
  { dataOf, clientNames }: DataContext,
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
