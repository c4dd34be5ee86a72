import type { Context } from "./context.ts";
import type { Settings } from "./settings.ts";
import type { TagTable } from "./stored.ts";

/** What a list of entries needs beside the index, all of one moment. */
export interface ListBasis {
  /** The versionstamps of what each change of an entry, of a tag or of the settings writes. */
  position: string;
  tagTable: Deno.KvEntryMaybe<TagTable>;
  settings: Settings | null;
}

/** Reads it. */
export async function readListBasis({ store, keys }: Context): Promise<ListBasis> {
  const rows = await store.read.getMany<[Uint8Array, TagTable, Settings]>(
    [keys.head(), keys.tagTable(), keys.settings()],
  );
  const [, tagTable, settings] = rows;
  return {
    position: rows.map(({ versionstamp }) => versionstamp).join(" "),
    tagTable,
    settings: settings.value,
  };
}
