import { AccountActivityPage } from "./pages/activity.tsx";
import { AccountDeletePage } from "./pages/delete.tsx";
import { AccountTrashPage } from "./pages/trash.tsx";
import type { DataContext, SignedInVisit } from "./context.ts";
import { noticeText } from "./notices.ts";
import type { ShownPage } from "./reply.ts";

/** The entries in the trash, each with what can be done about it. */
export async function showTrash(
  { account, cookies, query }: SignedInVisit,
  { data }: DataContext,
): Promise<ShownPage> {
  const { items, nextCursor } = await data.trash(account.subject, query.get("cursor") ?? undefined);
  const notice = noticeText(cookies.notice);
  return { page: <AccountTrashPage entries={items} nextCursor={nextCursor} notice={notice} /> };
}

/** What the person's apps did. */
export async function showActivity(
  { account, query }: SignedInVisit,
  { data, clientNames }: DataContext,
): Promise<ShownPage> {
  const cursor = query.get("cursor") ?? undefined;
  const { items, nextCursor } = await data.activity(account.subject, cursor);
  const names = await clientNames(items.map(({ client }) => client));
  return { page: <AccountActivityPage calls={items} names={names} nextCursor={nextCursor} /> };
}

/** What goes when everything is deleted, and the form that does it. */
export async function showDelete(
  { account }: SignedInVisit,
  { data, connections }: DataContext,
  problem?: string,
): Promise<ShownPage> {
  const [counts, apps] = await Promise.all([
    data.counts(account.subject),
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
