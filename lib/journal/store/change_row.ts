import type { Context } from "./context.ts";
import type { StoredEntry } from "./stored.ts";
import type { Write } from "./transact.ts";

/**
 * The value of a change row: the id of the entry that changed then, or a list of those that came with
 * one commit of an import. A list gets shorter as its entries change: each is in one row only.
 */
export type ChangeRow = string | readonly string[];

/** The ids in a change row. */
export function idsIn(row: ChangeRow): readonly string[] {
  return typeof row === "string" ? [row] : row;
}

/** What takes an entry out of the change row that it is in, as it changes or goes. */
export async function leaveChange(
  { store, keys }: Context,
  { head, versionstamp }: { head: StoredEntry; versionstamp: string },
): Promise<Write> {
  const key = keys.change(versionstamp);
  if (!head.sharesChange) return (operation) => operation.delete(key);
  const row = await store.read.get<ChangeRow>(key);
  const others = idsIn(row.value ?? []).filter((id) => id !== head.id);
  // Another process may take another entry out of it meanwhile.
  return (operation) =>
    others.length > 0 ? operation.check(row).set(key, others) : operation.check(row).delete(key);
}
