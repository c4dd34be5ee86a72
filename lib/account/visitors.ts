import { ACCOUNT_PATHS } from "../account_paths.ts";
import type { People } from "../identity/people/people.ts";
import { cookieKit } from "./cookies.ts";

/** The people who are signed in at `/account`, for pages beside it. */
export function accountVisitors(
  { origin, sessions, browserSessionCookie }:
    & Pick<People, "sessions" | "browserSessionCookie">
    & { origin: string },
) {
  const cookies = cookieKit(origin, browserSessionCookie);
  return {
    async find(headers: Headers) {
      const { session } = cookies.read(headers);
      const account = session && await sessions.find(session);
      return session && account ? { subject: account.subject, session } : undefined;
    },
    signInAt: (path: string) => `${ACCOUNT_PATHS.account}?${new URLSearchParams({ to: path })}`,
  };
}
