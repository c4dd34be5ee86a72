import { AccountPage } from "./pages/overview.tsx";
import type { AccountContext, SignedInRequest } from "./context.ts";
import { noticeText } from "./notices.ts";
import type { ShownPage } from "./reply.ts";

/** The page of the account: who is signed in, their apps, and what can be changed. */
export async function showAccount(
  request: SignedInRequest,
  context: AccountContext,
  problem?: string,
): Promise<ShownPage> {
  const { account, cookies } = request;
  const [apps, timeZone, browser] = await Promise.all([
    context.connections.list(account.subject),
    context.dataOf(account.subject).journal.timeZone(),
    context.thisBrowser(cookies.browserSession ?? ""),
  ]);
  const page = (
    <AccountPage
      name={account.name}
      email={account.email}
      timeZone={timeZone}
      apps={apps}
      appsOfThisBrowser={browser?.account.subject === account.subject ? browser.apps : []}
      notice={noticeText(cookies.notice)}
      problem={problem}
    />
  );
  return { page };
}
