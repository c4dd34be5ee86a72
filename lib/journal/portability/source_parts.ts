import { sha256 } from "../../digest.ts";
import { FIELD_NAMES } from "../entry_fields.ts";
import type { EntryValues } from "../model.ts";
import type { SourcePart, SourceParts } from "../store/stored.ts";
import { fold } from "../text.ts";

/** Every part of an entry of which a document of another app can speak. */
export const SOURCE_PARTS: readonly SourcePart[] = [...FIELD_NAMES, "content", "tags"];

const DIGEST_CHARACTERS = 12;

/** The form of a part's digest. */
export const PART_DIGEST = new RegExp(`^[\\w-]{${DIGEST_CHARACTERS}}$`);

/** What a document of another app says of an entry; a part that is absent is one it is silent on. */
export type SaidThere = Partial<EntryValues> & { tags?: readonly { name: string }[] };

/** Returns the digest of each part of which the document speaks. */
export function partsOf({ tags, ...said }: SaidThere): SourceParts {
  const parts: SourceParts = {};
  for (const part of SOURCE_PARTS) {
    if (part !== "tags" && said[part] !== undefined) parts[part] = partDigest(said[part]);
  }
  if (tags) parts.tags = partDigest(tags.map(({ name }) => fold(name.trim())).sort());
  return parts;
}

/** The digest of one value: 72 bits, enough to see that it has changed. */
export function partDigest(value: unknown): string {
  return sha256(JSON.stringify(value)).slice(0, DIGEST_CHARACTERS);
}
