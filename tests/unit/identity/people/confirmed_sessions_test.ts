import assert from "node:assert/strict";
import { AccountSessions } from "../../../../lib/identity/people/account_sessions.ts";
import type { Account, Accounts } from "../../../../lib/identity/people/accounts.ts";
import { openStore, type Store } from "../../../../lib/kv/store.ts";
import { HOUR_MS, MINUTE_MS } from "../../../../lib/time.ts";
import { openWebSessions } from "../../../../lib/web_login/sessions.ts";
import { clockAt } from "../../journal/helpers.ts";

const ADA = { subject: "ada" } as Account;

/** Confirms a session of Ada's and returns what tells whether it still is. */
type Confirm = (store: Store, now: () => number) => Promise<() => Promise<boolean>>;

const PLACES: Record<string, Confirm> = {
  async "/account"(store, now) {
    const accounts = { find: () => Promise.resolve(ADA) } as unknown as Accounts;
    const sessions = new AccountSessions(store, { accounts, now });
    const secret = await sessions.begin({ account: ADA, at: now() });
    await sessions.confirm(secret, "ada");
    return () => sessions.isConfirmed(secret);
  },
  async "/journal at an external server"(store, now) {
    const sessions = openWebSessions({ store, now });
    const secret = await sessions.begin(ADA);
    await sessions.confirm(secret, "ada");
    return async () => (await sessions.find(secret))?.isConfirmed ?? false;
  },
};

for (const [place, confirm] of Object.entries(PLACES)) {
  Deno.test(`a session at ${place} stays confirmed for minutes, and no longer where the clock is set back`, async () => {
    const store = await openStore(":memory:");
    const { now, advance } = clockAt();
    const isConfirmed = await confirm(store, now);
    advance(MINUTE_MS);
    assert(await isConfirmed());
    advance(-HOUR_MS);
    assert(!await isConfirmed());
    advance(2 * HOUR_MS);
    assert(!await isConfirmed());
    store.close();
  });
}
