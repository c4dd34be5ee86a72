import { ACCOUNT_PATHS } from "../../account_paths.ts";
import type { Action } from "../actions.ts";
import type { AccountContext, SignedInRequest } from "../context.ts";
import { formTokenOf } from "../../pages/form_token.ts";
import { noticeText } from "../notices.ts";
import { AccountSignInsPage } from "../pages/security/sign_ins.tsx";
import type { ShownPage } from "../reply.ts";

/** The browsers that are signed in, and the sign-ins of the last 90 days. */
export async function showSignIns(
  { account: { subject }, cookies }: SignedInRequest,
  { sessions, signIns, dataOf }: AccountContext,
): Promise<ShownPage> {
  const { session = "" } = cookies;
  const [browsers, listed, preferences] = await Promise.all([
    sessions.list(subject, session),
    signIns.list(subject),
    dataOf(subject).preferences(),
  ]);
  const page = (
    <AccountSignInsPage
      browsers={browsers}
      signIns={listed}
      preferences={preferences}
      token={formTokenOf(session)}
      notice={noticeText(cookies.notice)}
    />
  );
  return { page };
}

/** Signs one browser out of the account. */
export const endSession: Action = async ({ account, form }, { sessions }) => {
  const done = await sessions.endListed(account.subject, form.get("browser") ?? "");
  return { notice: done ? "session_ended" : "unknown_session", to: ACCOUNT_PATHS.signIns };
};

/** Signs every other browser out, also of connecting apps. The apps stay connected. */
export const endOtherSessions: Action = async (
  { account: { subject }, cookies },
  { sessions, endBrowserSessions },
) => {
  await Promise.all([
    sessions.endOthers(subject, cookies.session ?? ""),
    endBrowserSessions(subject),
  ]);
  return { notice: "others_ended", to: ACCOUNT_PATHS.signIns };
};
