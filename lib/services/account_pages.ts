import type { AccountHandler } from "../account/mod.ts";
import type { Activity } from "../activity/mod.ts";
import { userIdOf } from "../auth/mod.ts";
import type { Config } from "../config.ts";
import type { Journal } from "../journal/mod.ts";
import type { Store } from "../kv/store.ts";
import { once } from "../later.ts";
import type { Log } from "../log.ts";
import type { MailQueue } from "../mail/mod.ts";
import type { Transfers } from "../transfer/mod.ts";
import type { Authorization } from "./authorization.ts";
import { resetLinks } from "./mails.ts";
import { preferencesOf } from "./preferences.ts";

/** What the pages of accounts are made of. */
export interface AccountPagesParts {
  config: Config;
  store: Store;
  log: Log;
  /** Milliseconds since the epoch. */
  now: () => number;
  authorization: Authorization;
  /** Where mails wait, if any are sent. */
  mails?: MailQueue;
  activity: Activity;
  transfers: Transfers;
  /** The journal of a user, as they have it in their own browser. */
  journalOf(userId: string): Journal;
  /** Begins to delete everything of a person. */
  eraseOf(subject: string): Promise<void>;
}

/**
 * Returns the pages of accounts, where accounts are kept here. Loaded with the first visit: a cold
 * start does not wait for them.
 */
export function openAccountPages(parts: AccountPagesParts): AccountHandler | undefined {
  const { server } = parts.authorization;
  if (!server) return undefined;
  const open = once(() => load(parts, server));
  return async (request, address) => await (await open())(request, address);
}

/** Loaded with the first export, not with the first page. */
const loadExport = () => import("./export.ts");

async function load(
  { config, store, log, now, authorization, mails, activity, transfers, ...parts }:
    AccountPagesParts,
  server: NonNullable<Authorization["server"]>,
): Promise<AccountHandler> {
  const { accountHandler } = await import("../account/mod.ts");
  return accountHandler({
    ...server.people,
    login: server.login,
    finishSignIn: server.finishSignIn,
    sendResetLink: mails && resetLinks({
      ...{ store, queue: mails, log, now, limit: server.people.limits.resetMails },
      host: config.publicUrl.hostname,
    }),
    uploads: transfers.uploads,
    now,
    origin: config.publicUrl.origin,
    dataOf(subject) {
      const userId = userIdOf(authorization.realm, subject);
      const access = { userId, includePrivate: true, timeZone: config.timeZone };
      const journal = parts.journalOf(userId);
      return {
        journal,
        preferences: () => preferencesOf(journal),
        activity: activity.forUser({ userId, clientId: "" }),
        transfers: transfers.forUser(userId),
        async *exportJournal(format) {
          const { exportJournal } = await loadExport();
          yield* exportJournal(store, access, { format, now });
        },
        async measureZip(selected) {
          const { measure } = await loadExport();
          return await measure(journal, selected);
        },
        async exportZip(selected, format) {
          const { exportZipOf } = await loadExport();
          return await exportZipOf({ store, access, journal, now }, selected, format);
        },
        erase: () => parts.eraseOf(subject),
      };
    },
  });
}
