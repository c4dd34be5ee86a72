import type { Context } from "../../store/context.ts";
import { readTagTable } from "../../tags/find_tags.ts";
import { existingFor } from "../../tags/open_tags.ts";
import type { StoredTag } from "../../store/stored.ts";

/** All tags that exist for the viewer, at one moment. */
export interface TagSnapshot {
  /** The versionstamp of the tag table then: as long as it stays, so do the tags. */
  stamp: string | null;
  tags: ReadonlyMap<string, { tag: StoredTag; versionstamp: string }>;
}

/** Reads all tags. */
export async function readTagSnapshot(context: Context): Promise<TagSnapshot> {
  const { store, keys } = context;
  // In this order: if tags change in between, the stamp is already an old one.
  const { versionstamp: stamp } = await readTagTable(context);
  const prefix = keys.tags();
  const rows = await Array.fromAsync(
    store.read.list<StoredTag>({ prefix }, { batchSize: 1_000 }),
  );
  const existing = new Set(await existingFor(context, rows.map(({ value }) => value)));
  const tags = rows.filter(({ value }) => existing.has(value))
    .map(({ value: tag, versionstamp }) => [tag.id, { tag, versionstamp }] as const);
  return { stamp, tags: new Map(tags) };
}
