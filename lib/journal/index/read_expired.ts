import type { Context } from "../store/context.ts";
import type { RemovalKind } from "../store/keys.ts";
import { readMany } from "../store/read_many.ts";
import type { StoredEntry } from "../store/stored.ts";

/** So much that is due is looked at: mostly there is nothing. */
const MAX_ROWS = 500;

/**
 * The entries whose time in the trash is over and which no sweep has removed yet: nobody sees them, but
 * whatever is derived from the journal has them. Undefined if more is due than is looked at.
 */
export async function readExpired(
  { store, keys, now }: Context,
): Promise<StoredEntry[] | undefined> {
  const due = { prefix: keys.removals(), end: [...keys.removals(), now() + 1] };
  const rows = await Array.fromAsync(store.read.list(due, { limit: MAX_ROWS }));
  if (rows.length === MAX_ROWS) return undefined;
  const ids = rows.flatMap(({ key }) => {
    const [kind, id] = key.slice(-2) as [RemovalKind, string];
    return kind === "entry" ? id : [];
  });
  const heads = await readMany<StoredEntry>(store.read, ids.map(keys.entry));
  return heads.flatMap(({ value }) => value ?? []);
}
