import type { Search, SearchOptions } from "./search.ts";

/**
 * Opens the search when it is first needed. Its engines and languages are a quarter of what a cold
 * start would load, and the first request seldom searches. This file is imported as it is: mod.ts
 * loads all of it.
 */
export function openSearchLater(options: SearchOptions): Search {
  let opening: Promise<Search> | undefined;
  let opened: Search | undefined;
  let isClosed = false;

  function search(): Promise<Search> {
    if (isClosed) return Promise.reject(new Error("The search index is closed"));
    return opening ??= import("./search.ts").then(({ openSearch }) => opened = openSearch(options));
  }

  return {
    forUser: (owner) => ({
      searchEntries: async (query) => await (await search()).forUser(owner).searchEntries(query),
      count: async (query) => await (await search()).forUser(owner).count(query),
    }),
    changed(userId) {
      if (opened) opened.changed(userId);
      else if (!isClosed) search().then((search) => search.changed(userId), options.onFault);
    },
    behind: () => opened?.behind() ?? 0,
    catchUp: async (userId) => await (await search()).catchUp(userId),
    forget: async (userId) => await (await search()).forget(userId),
    check: async () => await (await search()).check(),
    async close() {
      isClosed = true;
      await (await opening)?.close();
    },
  };
}
