import type { AccountHandler, DataContext } from "../account/mod.ts";
import type { Activity } from "../activity/mod.ts";
import { userIdOf } from "../auth/mod.ts";
import type { Config } from "../config.ts";
import type { Journal } from "../journal/mod.ts";
import type { Store } from "../kv/store.ts";
import { once } from "../later.ts";
import type { Log } from "../log.ts";
import type { MailQueue } from "../mail/mod.ts";
import type { Exports, Transfers } from "../transfer/mod.ts";
import type { Authorization } from "./authorization.ts";
import { resetLinks } from "./mails.ts";

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
  exports: Exports;
  /** The journal of a user, as they have it in their own browser. */
  journalOf(userId: string): Journal;
  /** Begins to delete everything of a person. */
  eraseOf(subject: string): Promise<void>;
  isErasing(userId: string): Promise<boolean>;
}

/**
 * Returns the pages of accounts: all of them where accounts are kept here, and those about data where
 * people sign in at an external server. Loaded with the first visit: a cold start does not wait.
 */
export function openAccountPages(parts: AccountPagesParts): AccountHandler | undefined {
  const { server, webLogin } = parts.authorization;
  if (!server && !webLogin) return undefined;
  const open = once(() => server ? load(parts, server) : loadElsewhere(parts, webLogin!));
  return async (request, address) => await (await open())(request, address);
}

/** Loaded with the first export, not with the first page. */
const loadExport = () => import("./export.ts");

async function load(
  parts: AccountPagesParts,
  server: NonNullable<Authorization["server"]>,
): Promise<AccountHandler> {
  const { accountHandler } = await import("../account/mod.ts");
  const { config, store, log, now, mails } = parts;
  return accountHandler({
    ...server.people,
    login: server.login,
    finishSignIn: server.finishSignIn,
    sendResetLink: mails && resetLinks({
      ...{ store, queue: mails, log, now, limit: server.people.limits.resetMails },
      host: config.publicUrl.hostname,
    }),
    ...dataParts(parts),
  });
}

async function loadElsewhere(
  parts: AccountPagesParts,
  login: NonNullable<Authorization["webLogin"]>,
): Promise<AccountHandler> {
  const [{ elsewhereHandler }, { openLimits }] = await Promise.all([
    import("../account/elsewhere/handler.tsx"),
    import("../identity/people/limits.ts"),
  ]);
  const { store, now, authorization: { issuer, realm, clientNames } } = parts;
  return elsewhereHandler({
    login,
    server: { issuer, name: new URL(issuer).host },
    limits: openLimits(store, now),
    isErasing: (subject) => parts.isErasing(userIdOf(realm, subject)),
    clientNames,
    ...dataParts(parts),
  });
}

/** What the pages about data are made of, wherever people sign in. */
function dataParts(
  { config, store, log, now, authorization, activity, transfers, exports, ...parts }:
    AccountPagesParts,
): Pick<DataContext, "uploads" | "now" | "origin" | "dataOf"> {
  const onFault = (error: unknown) => log.error("fault", error);
  return {
    uploads: transfers.uploads,
    now,
    origin: config.publicUrl.origin,
    dataOf(subject) {
      const userId = userIdOf(authorization.realm, subject);
      const access = { userId, includePrivate: true, timeZone: config.timeZone };
      const journal = parts.journalOf(userId);
      return {
        journal,
        async preferences() {
          const { preferencesOf } = await import("../pages/dates.tsx");
          return await preferencesOf(journal);
        },
        activity: activity.forUser({ userId, clientId: "" }),
        transfers: transfers.forUser(userId),
        async exportDocument(format) {
          const { exportDocumentOf } = await loadExport();
          const tell = exports.begin(userId);
          return exportDocumentOf({ store, access, now, tell, onFault }, format);
        },
        async measureZip(selected) {
          const { measure } = await loadExport();
          return await measure(journal, selected);
        },
        async exportZip(selected, format) {
          const { exportZipOf } = await loadExport();
          const tell = exports.begin(userId);
          const zipParts = { store, access, journal, now, tell, onFault };
          return await exportZipOf(zipParts, selected, format);
        },
        latestExport: () => exports.latest(userId),
        erase: () => parts.eraseOf(subject),
      };
    },
  };
}
