import { userIdOf } from "../auth/mod.ts";
import type { Config } from "../config.ts";
import type { AuthorizationServer } from "../identity/mod.ts";
import type { Journal, JournalAccess } from "../journal/mod.ts";
import type { JournalPagesHandler } from "../journal_pages/mod.ts";
import type { Store } from "../kv/store.ts";
import { once } from "../later.ts";
import type { Previews } from "../pictures/mod.ts";
import type { Search } from "../search/mod.ts";

export interface JournalPagesParts {
  config: Config;
  store: Store;
  /** Milliseconds since the epoch. */
  now: () => number;
  server: AuthorizationServer;
  realm: string;
  openJournal: (access: JournalAccess) => Journal;
  search: Pick<Search, "forUser">;
  preview: Previews["of"];
  isErasing(userId: string): Promise<boolean>;
}

/** Returns the pages of journals. Loaded with the first visit: a cold start does not wait for them. */
export function openJournalPages(parts: JournalPagesParts): JournalPagesHandler {
  const open = once(() => load(parts));
  return async (request) => await (await open())(request);
}

async function load(
  { config, store, now, server, realm, ...parts }: JournalPagesParts,
): Promise<JournalPagesHandler> {
  const [{ accountVisitors }, pages] = await Promise.all([
    import("../account/mod.ts"),
    import("../journal_pages/mod.ts"),
  ]);
  const { origin } = config.publicUrl;
  return pages.journalPagesHandler({
    origin,
    now,
    visitors: accountVisitors({ ...server.people, origin }),
    limits: pages.openJournalPagesLimits(store, now),
    isErasing: (subject) => parts.isErasing(userIdOf(realm, subject)),
    clientNames: server.people.clientNames,
    personOf(subject) {
      const access = {
        ...{ userId: userIdOf(realm, subject), includePrivate: true, client: pages.OWN_CLIENT },
        timeZone: config.timeZone,
      };
      const journal = parts.openJournal(access);
      return {
        journal,
        search: parts.search.forUser(access),
        preferences: async () => ({
          timeZone: await journal.timeZone(),
          locale: "en-GB",
          firstWeekday: 1,
        }),
        async preview(id, { maxSide }) {
          const { attachment } = await journal.getAttachment(id);
          return await parts.preview(attachment, {
            maxSide,
            read: async () => await new Response((await journal.readAttachment(id)).stream).bytes(),
          });
        },
      };
    },
  });
}
