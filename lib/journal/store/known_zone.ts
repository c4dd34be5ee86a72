import { LRUCache } from "lru-cache";
import type { Zone } from "../days/zone.ts";
import type { Context } from "./context.ts";
import type { Settings } from "./settings.ts";
import { zoneSetIn } from "./zone_of.ts";

/** A person's time zone, with what a commit checks that relies on it. */
export interface KnownZone {
  zone: Zone;
  settings?: Deno.AtomicCheck;
}

/** So many people's, for so long: what is known here of somebody who is erased goes soon. */
const OPTIONS = { max: 10_000, ttl: 60_000 };

type Row = Deno.KvEntryMaybe<Settings>;

const rowsOf = new WeakMap<Deno.Kv, LRUCache<string, Row>>();

/**
 * The person's time zone as it was a while ago, which costs no read. Another instance may have set
 * another one since: whoever relies on it has the commit check `settings`, and asks for one that
 * `isFresh` if that fails.
 */
export async function readKnownZone(
  context: Context,
  { isFresh }: { isFresh: boolean },
): Promise<KnownZone> {
  const { store, userId, keys } = context;
  const rows = rowsOf.get(store.write) ?? new LRUCache<string, Row>(OPTIONS);
  rowsOf.set(store.write, rows);
  const known = isFresh ? undefined : rows.get(userId);
  const row = known ?? await store.read.get<Settings>(keys.settings());
  if (row !== known) rows.set(userId, row);
  return { zone: zoneSetIn(context, row.value), settings: row };
}
