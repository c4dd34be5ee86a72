import type { Account } from "./accounts.ts";
import type { ConnectedApp } from "./connections.ts";
import { sha256 } from "../../digest.ts";
import type { Provider } from "../storage/oidc_provider.ts";
import type { Accounts } from "./accounts.ts";
import type { Connections } from "./connections.ts";

/** Who is signed in at the authorization server in a browser, whether or not at `/account` too. */
export interface ThisBrowser {
  readonly account: Account;
  /** What this person connected in this browser since it was signed in. */
  readonly apps: readonly ConnectedApp[];
  /** Ends the session, and with `disconnect` the tokens of those apps. */
  signOut(options: { disconnect: boolean }): Promise<void>;
}

/** Returns who is signed in with the session that the cookie of the authorization server names. */
export async function findThisBrowser(
  sessionId: string,
  { provider, accounts, connections }: {
    provider: Provider;
    accounts: Accounts;
    connections: Connections;
  },
): Promise<ThisBrowser | undefined> {
  const session = await provider.Session.find(sessionId);
  const account = session?.accountId ? await accounts.find(session.accountId) : undefined;
  if (!session || !account) return undefined;
  const browser = sha256(session.uid);
  const apps = await connections.list(account.subject);
  return {
    account,
    apps: apps.filter((app) => app.browser === browser),
    async signOut({ disconnect }) {
      // The session first: nothing more can be connected in it when its apps are counted.
      await session.destroy();
      if (disconnect) await connections.endAll(account.subject, { browser });
    },
  };
}
