import type { Activity } from "../activity/mod.ts";
import type { Authorization } from "../services/authorization.ts";
import { eraseJournal } from "../journal/mod.ts";
import type { Store } from "../kv/store.ts";
import type { Search } from "../search/mod.ts";
import type { Eraser } from "./job.ts";

/** Everything that keeps something of a person. */
export interface Keepers {
  store: Store;
  authorization: Pick<Authorization, "server">;
  activity: Activity;
  search: Search;
}

/** Returns how each part of the server forgets a person, in the order in which it has to be done. */
export function erasersOf({ store, authorization: { server }, ...keepers }: Keepers): Eraser[] {
  const { activity, search } = keepers;
  return [
    async ({ subject }) => await server?.closeAccount(subject) ? 1 : 0,
    ({ userId }, options) => eraseJournal(store, userId, options),
    async (person, options) => await server?.erase(person, options) ?? 0,
    ({ userId }, options) => activity.erase(userId, options),
    // After the journal: from an empty one no index is built again.
    async ({ userId }) => await search.forget(userId) ? 1 : 0,
  ];
}
