import { AccountPage, type AccountProblem } from "./pages/overview.tsx";
import type { AccountContext, SignedInRequest } from "./context.ts";
import { noticeText } from "./notices.ts";
import { proofWays } from "./proof.ts";
import type { ShownPage } from "./reply.ts";
import { formToken } from "./transfer/form_token.ts";
import { endsAtProvider } from "./sign_out.ts";

/** The page of the account: who is signed in, their apps, and what can be changed. */
export async function showAccount(
  request: SignedInRequest,
  context: AccountContext,
  problem?: AccountProblem,
): Promise<ShownPage> {
  const { account, cookies } = request;
  const { login } = context;
  const [apps, preferences, browser, ways, endsThere, events] = await Promise.all([
    context.connections.list(account.subject),
    context.dataOf(account.subject).preferences(),
    context.thisBrowser(cookies.browserSession ?? ""),
    proofWays(request, context),
    endsAtProvider(account, login),
    context.told.unseen(account.subject),
  ]);
  const page = (
    <AccountPage
      account={account}
      ways={ways}
      provider={login?.name}
      endsThere={endsThere}
      mayHavePassword={account.email !== undefined && login?.passwords !== false}
      preferences={preferences}
      apps={apps}
      token={formToken(request)}
      events={events}
      appsOfThisBrowser={browser?.account.subject === account.subject ? browser.apps : []}
      notice={noticeText(cookies.notice)}
      problem={problem}
    />
  );
  return { page };
}
