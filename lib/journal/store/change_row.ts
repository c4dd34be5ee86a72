import {
  type Mutation,
  nameOf,
  record,
  type RecordedWrite,
  type Write,
} from "../../kv/recorded_write.ts";
import type { Context } from "./context.ts";
import type { Keys } from "./keys.ts";
import type { StoredEntry } from "./stored.ts";

/**
 * The value of a change row: the id of the entry that changed then, or a list of those that came with
 * one commit. A list gets shorter as its entries change: each is in one row only.
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

/** Writes that each change an entry at most, as those of one commit: it has one change row. */
export function shareChange(keys: Keys, writes: readonly RecordedWrite[]): RecordedWrite[] {
  const changed: string[] = [];
  let row: Deno.KvKey | undefined;
  const others = writes.map(({ mutations, size }) => {
    const change = mutations.find(isChange);
    if (change === undefined) return { mutations, size };
    row = change.key;
    const id = change.value as string;
    changed.push(id);
    const entry = nameOf(keys.entry(id));
    const rest = mutations.filter((mutation) => mutation !== change).map((mutation) => {
      if (mutation.kind !== "set" || mutation.name !== entry) return mutation;
      const head: StoredEntry = { ...mutation.value as StoredEntry, sharesChange: true };
      return { ...mutation, value: head };
    });
    return { mutations: rest, size };
  });
  const key = row;
  return key ? [record((operation) => operation.set(key, changed)), ...others] : others;
}

/** Whether it writes a row named after the commit, whose versionstamp is still to come. */
function isChange(mutation: Mutation): mutation is Mutation & { kind: "set" } {
  return mutation.kind === "set" && typeof mutation.key.at(-1) === "symbol";
}
