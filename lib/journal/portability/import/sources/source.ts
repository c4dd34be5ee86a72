import { sha256 } from "../../../../digest.ts";
import { createHash } from "node:crypto";
import { countCharacters } from "../../../text.ts";
import type { EntryGroup, ImportedEntry, ImportedValues } from "../import_model.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The id that an entry of another app has here: always the same, so that it is imported once,
 * however often and however concurrently. A ULID of the year 1970, whose random part is a digest.
 */
export function idFromSource(...source: string[]): string {
  const digest = createHash("sha256").update(JSON.stringify(source)).digest("hex").slice(0, 20);
  let rest = BigInt(`0x${digest}`);
  let id = "";
  for (let n = 0; n < 16; n++, rest >>= 5n) id = ALPHABET[Number(rest & 31n)] + id;
  return `0000000000${id}`;
}

/** An entry of another app, new here. */
export function foreignEntry(
  { id, index, values, createdAt, updatedAt }:
    & Pick<ImportedEntry, "id" | "index" | "values" | "createdAt">
    & { updatedAt?: number },
): EntryGroup {
  // Digests are stored: members that come in another order would make every entry a changed one.
  const sourceDigest = sha256(JSON.stringify(values));
  const entry: ImportedEntry = {
    ...{ id, index, values, createdAt, sourceDigest, isForeign: true, version: 1 },
    updatedAt: Math.max(createdAt, updatedAt ?? createdAt),
  };
  return { id, entry, revisions: [] };
}

/** `text` in no more than `limit` characters, with an ellipsis where something is missing. */
export function shorten(text: string, limit: number): string {
  const start = text.slice(0, 2 * limit);
  if (start.length === text.length && countCharacters(text) <= limit) return text;
  return `${[...start].slice(0, limit - 1).join("").trimEnd()}…`;
}

/** The parts that say something, each once, in one line; undefined if none does. */
export function label(parts: (string | undefined)[], limit: number): string | undefined {
  const distinct = new Set(parts.flatMap((part) => part?.trim() || []));
  return distinct.size > 0 ? shorten([...distinct].join(", "), limit) : undefined;
}

/** Names without those that are empty. */
export function tagNames(names: readonly string[]): ImportedValues["tags"] {
  return names.flatMap((name) => name.trim() === "" ? [] : { name });
}
