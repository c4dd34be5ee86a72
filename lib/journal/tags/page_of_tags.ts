import { z } from "zod";
import { decodeText, encodeText } from "../../base64url.ts";
import { InvalidCursorError } from "../errors.ts";
import type { Tag, TagPage, TagQuery } from "../model.ts";

const { compare } = new Intl.Collator("en");

/** The order of tags: by name, then by id. */
export function byName(a: Pick<Tag, "id" | "name">, b: Pick<Tag, "id" | "name">): number {
  return compare(a.name, b.name) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * A page of `tags`, which are all of them by name. What is renamed between two pages may be on both
 * or on neither. Throws InvalidCursorError for a cursor of another list.
 */
export function pageOfTags(
  tags: readonly Tag[],
  { limit = tags.length, cursor }: TagQuery = {},
): TagPage {
  const after = cursor === undefined ? undefined : parseCursor(cursor);
  const rest = after === undefined ? tags : tags.filter((tag) => byName(tag, after) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return rest.length > page.length && last
    ? { tags: page, nextCursor: formatCursor(last) }
    : { tags: page };
}

/** A name has up to 100 characters, of up to six bytes each in JSON. */
const MAX_LENGTH = 1_000;

const position = z.tuple([z.string(), z.string()]);

/** A cursor is the name and the id of the last tag, which may be gone when it is used. */
function formatCursor({ id, name }: Tag): string {
  return encodeText(JSON.stringify([name, id]));
}

function parseCursor(cursor: string): Pick<Tag, "id" | "name"> {
  const parsed = position.safeParse(decode(cursor));
  if (!parsed.success) throw new InvalidCursorError(cursor, "a list of tags");
  const [name, id] = parsed.data;
  return { id, name };
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(decodeText(cursor, MAX_LENGTH) ?? "null");
  } catch {
    return undefined;
  }
}
