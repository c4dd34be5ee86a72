import { userIdOf } from "../auth/mod.ts";
import type { Config } from "../config.ts";
import { type Drafts, type Journal, type JournalAccess, NotFoundError } from "../journal/mod.ts";
import type { JournalPagesHandler } from "../journal_pages/mod.ts";
import type { Store } from "../kv/store.ts";
import type { Authorization } from "./authorization.ts";
import { once } from "../later.ts";
import { OWN_CLIENT } from "../pages/own_client.ts";
import type { Previews } from "../pictures/mod.ts";
import type { Search } from "../search/mod.ts";

export interface JournalPagesParts {
  config: Config;
  store: Store;
  /** Milliseconds since the epoch. */
  now: () => number;
  authorization: Pick<Authorization, "server" | "webLogin" | "realm" | "clientNames">;
  openJournal: (access: JournalAccess) => Journal;
  openDrafts: (access: JournalAccess & { includePrivate: true }) => Drafts;
  search: Pick<Search, "forUser">;
  preview: Previews["of"];
  isErasing(userId: string): Promise<boolean>;
}

/**
 * Returns the pages of journals, where people can sign in to them. Loaded with the first visit: a cold
 * start does not wait for them.
 */
export function openJournalPages(parts: JournalPagesParts): JournalPagesHandler | undefined {
  const { server, webLogin } = parts.authorization;
  if (!server && !webLogin) return undefined;
  const open = once(() => load(parts));
  return async (request, address) => await (await open())(request, address);
}

async function load(
  { config, store, now, authorization: { server, webLogin, realm, clientNames }, ...parts }:
    JournalPagesParts,
): Promise<JournalPagesHandler> {
  const { origin } = config.publicUrl;
  const [visitors, pages, { preferencesOf }] = await Promise.all([
    webLogin ??
      import("../account/mod.ts").then(({ accountVisitors }) =>
        accountVisitors({ ...server!.people, origin })
      ),
    import("../journal_pages/mod.ts"),
    import("../pages/dates.tsx"),
  ]);
  return pages.journalPagesHandler({
    origin,
    now,
    visitors,
    limits: pages.openJournalPagesLimits(store, now),
    isErasing: (subject) => parts.isErasing(userIdOf(realm, subject)),
    clientNames,
    personOf(subject) {
      const access = {
        ...{ userId: userIdOf(realm, subject), client: OWN_CLIENT },
        includePrivate: true as const,
        timeZone: config.timeZone,
      };
      const journal = parts.openJournal(access);
      const drafts = parts.openDrafts(access);
      return {
        journal,
        drafts,
        search: parts.search.forUser(access),
        preferences: () => preferencesOf(journal),
        async preview(id, { maxSide }) {
          const { attachment } = await journal.getAttachment(id);
          return await parts.preview(attachment, {
            ...{ userId: access.userId, maxSide },
            read: async () => await new Response((await journal.readAttachment(id)).stream).bytes(),
          });
        },
        async previewFile(sha256, { maxSide }) {
          const file = await drafts.findFile(sha256);
          if (!file) throw new NotFoundError("file", sha256);
          return await parts.preview(file, {
            ...{ userId: access.userId, maxSide },
            read: async () => await new Response(await drafts.readFile(sha256)).bytes(),
          });
        },
      };
    },
  });
}
