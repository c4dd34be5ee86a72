import { sha256, sha256Hex } from "../../../../digest.ts";
import { LATEST } from "../../../parse.ts";
import { tidy } from "../../../text.ts";
import { compact } from "../../../store/stored.ts";
import { partsOf, SOURCE_PARTS } from "../../source_parts.ts";
import type { EntryGroup, ImportedEntry, ImportedValues } from "../import_model.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The id that an entry of another app has here: always the same, so that it is imported once,
 * however often and however concurrently. A ULID of the year 1970, whose random part is a digest.
 */
export function idFromSource(...source: string[]): string {
  let rest = BigInt(`0x${sha256Hex(JSON.stringify(source), 20)}`);
  let id = "";
  for (let n = 0; n < 16; n++, rest >>= 5n) id = ALPHABET[Number(rest & 31n)] + id;
  return `0000000000${id}`;
}

/** An entry as another app has it. What it does not speak of is absent. */
export type ForeignValues =
  & Pick<ImportedValues, "title" | "content" | "occurredAt">
  & Partial<Omit<ImportedValues, "title">>;

/** An entry of another app, new here. */
export function foreignEntry(
  { said: { title: words, ...rest }, createdAt, updatedAt, ...place }:
    & Pick<ImportedEntry, "id" | "index" | "createdAt">
    & { said: ForeignValues; updatedAt?: number },
): EntryGroup & { entry: ImportedEntry } {
  // As it is stored: whether it was changed here is seen by comparing it.
  const said = compact<ForeignValues>({ title: tidy(words).trim(), ...rest });
  const sourceParts = partsOf(said);
  const entry: ImportedEntry = {
    ...{ ...place, createdAt, sourceParts, isForeign: true, version: 1 },
    values: { isFavorite: false, isPrivate: false, tags: [], ...said },
    sourceDigest: sha256(JSON.stringify(SOURCE_PARTS.map((part) => sourceParts[part] ?? ""))),
    updatedAt: Math.max(createdAt, updatedAt ?? createdAt),
  };
  return { id: place.id, entry, revisions: [] };
}

/**
 * Entries of one moment keep the order of their document: each happens a millisecond after the one
 * before. What they are known by stays as the document has it, so that one more there changes none.
 */
export function keepOrder(groups: readonly EntryGroup[]): void {
  const keep = orderKeeper();
  for (const group of groups) keep(group);
}

/** The same for entries that come one by one. */
export function orderKeeper(): (group: EntryGroup) => void {
  const counts = new Map<number, number>();
  return ({ entry }) => {
    if (!entry) return;
    const { occurredAt } = entry.values;
    const earlier = counts.get(occurredAt) ?? 0;
    counts.set(occurredAt, earlier + 1);
    entry.values.occurredAt = Math.min(occurredAt + earlier, LATEST);
  };
}
