import { formToken } from "../transfer/form_token.ts";
import { noticeText } from "../notices.ts";
import { usageOf } from "../person_data.ts";
import type { ShownPage } from "../reply.ts";
import type { ElsewhereContext, VisitorRequest } from "./context.ts";
import { DatesPage, OverviewPage } from "./pages.tsx";

/** The first page: who is signed in, and what can be done here. */
export async function showOverview(
  request: VisitorRequest,
  { dataOf, server }: ElsewhereContext,
): Promise<ShownPage> {
  const { account, cookies, visitor: { label } } = request;
  const page = (
    <OverviewPage
      {...{ server, label }}
      preferences={await dataOf(account.subject).preferences()}
      token={formToken(request)}
      notice={noticeText(cookies.notice)}
    />
  );
  return { page };
}

/** How the person is shown dates, and how much they have. */
export async function showDates(
  request: VisitorRequest,
  { dataOf }: ElsewhereContext,
): Promise<ShownPage> {
  const { account, cookies } = request;
  const data = dataOf(account.subject);
  const [dates, usage] = await Promise.all([data.journal.dateSettings(), usageOf(data)]);
  const notice = noticeText(cookies.notice);
  return { page: <DatesPage {...{ dates, usage, notice }} token={formToken(request)} /> };
}
