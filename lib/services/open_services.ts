import { openActivity } from "../activity/mod.ts";
import { createGuard, type Guard, type UserContext, userIdOf } from "../auth/mod.ts";
import type { BlobStore } from "../blobs/mod.ts";
import type { AccountHandler } from "../account/mod.ts";
import type { JournalPagesHandler } from "../journal_pages/mod.ts";
import { ACCOUNT_PATHS } from "../account_paths.ts";
import type { Config } from "../config.ts";
import { openErasure, settlingTime } from "../erasure/mod.ts";
import type { PasswordCost } from "../identity/mod.ts";
import {
  type Journal,
  JournalError,
  openDrafts,
  openJournal,
  watchHeads,
  watchJournal,
} from "../journal/mod.ts";
import type { Mail, MailQueue } from "../mail/mod.ts";
import { openMails } from "./mails.ts";
import { openSecret } from "../kv/secret.ts";
import type { Store } from "../kv/store.ts";
import { watchWriting } from "../kv/write_watch.ts";
import type { Log } from "../log.ts";
import { openHandlerLater } from "../mcp/later.ts";
import type { JournalHandler, RequestContext } from "../mcp/mod.ts";
import { entryPath } from "../pages/journal_paths.ts";
import { clientOfToken } from "../pages/own_client.ts";
import { openSearchLater } from "../search/later.ts";
import { ALL_SCOPES, type Scope } from "../scopes.ts";
import { openExports, openTransfers } from "../transfer/mod.ts";
import { createSignal } from "../signal.ts";
import { type Authorization, openAuthorization } from "./authorization.ts";
import { openAttachmentParts } from "./attachments.ts";
import { dataStoresOf } from "./data_stores.ts";
import { type FileLinkKind, fileLinks } from "./file_links.ts";
import { openAccountPages } from "./account_pages.ts";
import { openJournalPages } from "./journal_pages.ts";
import { observeParts } from "./observe.ts";
import { lookForRevocations } from "./revocations.ts";
import type { ImportThread } from "./import_thread/places.ts";
import { keepStreams, type Streams } from "./streams.ts";
import { startSweeps } from "./sweeps.ts";
import { type Upkeep, upkeepOf } from "./upkeep.ts";

export interface ServicesOptions {
  store: Store;
  version: string;
  log: Log;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Where the search index has its files; it is in memory without it, or in `DATABASE_URL`. */
  searchDirectory?: string;
  /** Where files are that are to be imported; a directory that ends with the process without it. */
  uploadDirectory?: string;
  /** The thread of imports; files are imported in the thread of requests without it. */
  importThread?: ImportThread;
  /** What answers at the MCP endpoint, behind all that guards it; the journal unless given. */
  handler?: JournalHandler;
  /** Where the bytes of attachments are; without it there are none. */
  blobs?: BlobStore;
  /** How files at addresses of others are reached, instead of the public internet: for tests. */
  fetchFile?: typeof fetch;
  /** How an external authorization server is reached. */
  fetch?: typeof fetch;
  /** Of new passwords at the embedded authorization server, instead of its own: for tests. */
  passwordCost?: PasswordCost;
}

/** All parts of the server. The routes are made of these. */
export interface Services {
  readonly authorization: Authorization;
  readonly guard: Guard<Scope>;
  /** The pages of accounts, or those about data where people sign in at an external server. */
  readonly account?: AccountHandler;
  /** The pages of people's own journals, where they can sign in. */
  readonly journalPages?: JournalPagesHandler;
  readonly handler: JournalHandler;
  readonly streams: Streams;
  readonly upkeep: Upkeep;
  /** Returns what a request of a user can use. */
  openContext(user: UserContext<Scope>): RequestContext;
  /** Returns the file that an address is for and the journal that has it, while it is good. */
  openFileLink(
    kind: FileLinkKind,
    token: string,
  ): Promise<{ id: string; journal: Journal } | undefined>;
  /** Whether everything of the person is being deleted. */
  isErasing(userId: string): Promise<boolean>;
  /** Whether KV takes writes; rejects while it cannot be read. */
  checkStore(): Promise<"ok" | "read-only">;
  /** Rejects while the search index cannot be reached. */
  checkIndex(): Promise<unknown>;
  close(): Promise<void>;
}

/** Opens the parts of the server, each on those before it; they are closed in the reverse order. */
export async function openServices(config: Config, options: ServicesOptions): Promise<Services> {
  const { store, version, now } = options;
  const writing = watchWriting(store, options);
  const { log } = writing;
  const onFault = log.error;
  const blobs = options.blobs && { blobs: options.blobs, maxBytes: config.attachmentsMaxBytes };
  await using opening = new AsyncDisposableStack();

  const revoked = createSignal();
  /** A proposal that comes to nothing keeps nobody from signing in. */
  async function onTimeZone(subject: string, timeZone: string): Promise<void> {
    const access = { userId: userIdOf(authorization.realm, subject), includePrivate: false };
    try {
      await openJournal(store, access, { now }).setTimeZone(timeZone, { isProposal: true });
    } catch (error) {
      if (!(error instanceof JournalError)) log.error("time_zone", error);
    }
  }
  const mails: MailQueue | undefined = opening.adopt(
    await openMails(config, {
      ...{ store, log, now },
      writeLink: async (to): Promise<Mail | undefined> =>
        await authorization.server?.writeResetMail(to),
    }),
    async (mails) => await mails?.close(),
  );
  const onMail: (() => void) | undefined = mails && (() => void mails.work());
  const authorization: Authorization = opening.adopt(
    await openAuthorization(config, {
      ...options,
      log,
      onRevoked: revoked.emit,
      onTimeZone,
      onMail,
    }),
    (authorization) => authorization.close(),
  );
  const { server } = authorization;
  const guard = createGuard({
    ...authorization,
    audience: config.audience,
    scopes: ALL_SCOPES,
    cacheSeconds: config.introspectionCacheSeconds,
    revoked,
    lookForRevocations: server &&
      lookForRevocations({ readStamp: server.revocationStamp, onRevoked: revoked.emit }),
    now,
  });

  // What it loses is told, whatever the reason.
  const activity = opening.adopt(openActivity(store, options), (activity) => activity.close());
  const search = opening.adopt(
    openSearchLater({
      store,
      databaseUrl: config.databaseUrl,
      directory: options.searchDirectory,
      now,
      onFault: (fault) => onFault("search_index", fault),
    }),
    (search) => search.close(),
  );
  const heads = opening.adopt(watchHeads(store, { onFault }), (heads) => heads.close());
  const onWrite = (userId: string) => {
    search.changed(userId);
    heads.changed(userId);
  };
  const sweeps = opening.adopt(
    startSweeps({ store, now, onWrite, log, blobs, byThemselves: !config.onDenoDeploy }),
    (sweeps) => sweeps.stop(),
  );

  const journalOf = (userId: string) =>
    openJournal(store, { userId, includePrivate: true, timeZone: config.timeZone }, {
      ...{ now, onWrite, onFault, blobs },
    });
  const exports = openExports(store, now);
  const transfers = opening.adopt(
    openTransfers({
      ...{ store, journalOf, log, now },
      directory: options.uploadDirectory,
      maxBytes: config.importMaxMb * 1024 * 1024,
      // The index comes after the import: both at once take the memory of both, and time from requests.
      thread: options.importThread &&
        { ...options.importThread, onWrite: heads.changed, onEnd: search.changed },
    }),
    (transfers) => transfers.close(),
  );
  const erasure = opening.adopt(
    openErasure({
      store,
      dataStores: dataStoresOf({
        store,
        authorization,
        activity,
        search,
        blobs: options.blobs,
        transfers,
        exports,
      }),
      onBegun: revoked.emit,
      settleMs: settlingTime(config),
      log,
      now,
    }),
    (erasure) => erasure.close(),
  );
  const eraseOf = async (subject: string) =>
    await erasure.begin({
      userId: userIdOf(authorization.realm, subject),
      subject,
      email: (await server?.profile(subject))?.email,
    });

  const account = openAccountPages({
    ...{ config, store, log, now, authorization, mails, activity },
    ...{ transfers, exports, journalOf, eraseOf, isErasing: erasure.isUnderWay },
  });

  const links = fileLinks({
    key: await openSecret(store, ["mcp", "secret", "files"]),
    publicUrl: config.publicUrl,
    now,
  });
  const attachments = opening.adopt(
    openAttachmentParts({ links, now, fetchFile: options.fetchFile }),
    (attachments) => attachments.close(),
  );
  const handler = opening.adopt(
    options.handler ?? openHandlerLater({
      version,
      publicUrl: config.publicUrl,
      sealKey: await openSecret(store, ["mcp", "secret", "seal"]),
      toolVisibility: config.toolVisibility,
      onFault: (fault) => onFault("tool_fault", fault),
    }),
    (handler) => handler.close(),
  );
  const journalPages = openJournalPages({
    ...{ config, store, now, authorization, search },
    openJournal: (access) => openJournal(store, access, { now, onWrite, onFault, blobs }),
    openDrafts: (access) => openDrafts(store, access, { now, onFault, blobs }),
    preview: attachments.preview,
    isErasing: erasure.isUnderWay,
  });
  const streams = opening.adopt(keepStreams(), (streams) => streams.endAll());
  opening.use(observeParts({ store, search, streams, log }));

  const accountPage = new URL(ACCOUNT_PATHS.account, config.publicUrl).href;
  const entryPage = journalPages &&
    ((id: string) => new URL(entryPath(id), config.publicUrl).href);
  const parts = opening.move();
  return {
    authorization,
    guard,
    account,
    journalPages,
    handler,
    streams,
    upkeep: upkeepOf({
      store,
      erasure,
      sweeps,
      search,
      transfers,
      mails,
      indexLasts: config.databaseUrl !== undefined || options.searchDirectory !== undefined,
    }),
    openContext(user) {
      const { userId, scopes, clientId, subject } = user;
      const client = clientOfToken(clientId);
      const bound = { userId, includePrivate: scopes.has("entries:private"), client };
      const access = { ...bound, timeZone: user.timeZone ?? config.timeZone };
      return {
        journal: openJournal(store, access, { now, onWrite, onFault, blobs }),
        files: attachments.filesOf({ access: bound, subject }),
        search: search.forUser(access),
        activity: activity.forUser(user),
        entryPage,
        scopes,
        watch: (ids) => watchJournal(access, { store, heads, ids, now, onFault }),
        profile: () => authorization.profile(user),
        erasure: {
          endsAccount: server !== undefined,
          connectedApps: async () => await server?.connectedApps(user.subject),
          begin: () => eraseOf(user.subject),
        },
        account: account && {
          page: accountPage,
          latestImport: () => transfers.forUser(userId).latest(),
          latestExport: () => exports.latest(userId),
        },
      };
    },
    async openFileLink(kind, token) {
      const link = await links.open(kind, token);
      if (link === undefined || await erasure.isUnderWay(link.access.userId)) return undefined;
      // One that is disabled has no profile.
      if (server && await server.profile(link.subject ?? "") === undefined) return undefined;
      const journal = openJournal(store, link.access, { now, onWrite, onFault, blobs });
      return { id: link.id, journal };
    },
    isErasing: erasure.isUnderWay,
    async checkStore() {
      await store.read.get(["ready"]);
      return await writing.check();
    },
    checkIndex: search.check,
    close: () => parts.disposeAsync(),
  };
}
