import type { Activity } from "../activity/mod.ts";
import { type BlobStore, ownerOf } from "../blobs/mod.ts";
import type { DataStore } from "../erasure/mod.ts";
import { eraseJournal } from "../journal/mod.ts";
import { removeAll, type Store } from "../kv/store.ts";
import { MAIL_PREFIX } from "../mail/jobs.ts";
import type { Search } from "../search/mod.ts";
import { eraseBlobs } from "./attachments.ts";
import type { Exports, Transfers } from "../transfer/mod.ts";
import type { Authorization } from "./authorization.ts";

/** The parts of the server that keep something of a person. */
export interface KeepingParts {
  store: Store;
  authorization: Pick<Authorization, "server" | "webLogin">;
  activity: Activity;
  search: Search;
  blobs?: BlobStore;
  transfers: Pick<Transfers, "erase">;
  exports: Pick<Exports, "erase">;
}

/** Returns each part as a data store, in the order in which they are to be erased. */
export function dataStoresOf(
  { store, authorization: { server, webLogin }, activity, search, blobs, transfers, exports }:
    KeepingParts,
): DataStore[] {
  return [
    // First what lets somebody in.
    { erase: async ({ subject }) => await server?.closeAccount(subject) ? 1 : 0 },
    { erase: async ({ subject }) => await webLogin?.endAll(subject) ?? 0 },
    // Before the journal: nothing more comes in.
    { erase: ({ userId }, options) => transfers.erase(userId, options) },
    { erase: ({ userId }, options) => exports.erase(userId, options) },
    { erase: ({ userId }, options) => eraseJournal(store, userId, options) },
    // After the journal, which takes in no more: a row must not lead to bytes that are gone.
    {
      erase: async ({ userId }, options) =>
        blobs ? await eraseBlobs(blobs, `${ownerOf(userId)}/`, options) : 0,
    },
    {
      erase: ({ subject }, options) => removeAll(store, [...MAIL_PREFIX, subject], options),
    },
    { erase: async (person, options) => await server?.erase(person, options) ?? 0 },
    { erase: ({ userId }, options) => activity.erase(userId, options) },
    // After the journal: from an empty one no index is built again.
    { erase: async ({ userId }) => await search.forget(userId) ? 1 : 0 },
  ];
}
