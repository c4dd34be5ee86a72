import type { Store } from "../../kv/store.ts";
import { ClientDocuments } from "./documents.ts";
import { plainText } from "../../plain_text.ts";
import { recordKey } from "../storage/keys.ts";
import type { StoredRecord } from "../storage/records.ts";

/**
 * The names by which clients call themselves, as far as they are still known here: nothing is
 * fetched. `now` is in milliseconds.
 */
export async function clientNames(
  store: Store,
  ids: Iterable<string>,
  now: () => number,
): Promise<Map<string, string>> {
  const documents = new ClientDocuments(store, now);
  const named = await Promise.all([...new Set(ids)].map(async (id) => {
    const metadata = URL.canParse(id)
      ? await documents.find(id)
      : (await store.read.get<StoredRecord>(recordKey("Client", id))).value?.payload;
    const name = plainText((metadata as { client_name?: unknown } | undefined)?.client_name);
    return name === undefined ? [] : [[id, name] as const];
  }));
  return new Map(named.flat());
}
