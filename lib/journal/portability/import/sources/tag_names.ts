import { isBlank } from "../../../../invisible.ts";
import { JournalError } from "../../../errors.ts";
import { LIMITS } from "../../../limits.ts";
import { parseTagName } from "../../../parse.ts";
import { foldName, quote } from "../../../text.ts";
import type { TagName } from "../import_model.ts";

/** The tags that an entry of another app has; `note` tells of those that cannot be tags here. */
export interface NamedTags {
  /** Absent where the document is silent. */
  tags?: TagName[];
  note?: string;
}

/** Returns the tags of a list of names, or of one name; a bad one leaves the others alone. */
export function tagsIn(value: unknown): NamedTags {
  if (value === undefined || value === null) return {};
  const tags = new Map<string, TagName>();
  let first: string | undefined;
  let others = -1;
  for (const name of Array.isArray(value) ? value : [value]) {
    const problem = add(tags, name);
    if (problem === undefined) continue;
    first ??= problem;
    others++;
  }
  const more = others > 0 ? `, and ${others} more` : "";
  return { tags: [...tags.values()], note: first && `A tag was left out: ${first}${more}` };
}

/** Adds a tag, unless it is there or says nothing; returns why it cannot be one. */
function add(tags: Map<string, TagName>, value: unknown): string | undefined {
  if (value === null || typeof value === "string" && isBlank(value)) return;
  const name = typeof value === "number" ? String(value) : value;
  if (typeof name !== "string") return "it is not a name";
  try {
    const parsed = parseTagName(name);
    const key = foldName(parsed);
    if (!tags.has(key) && tags.size === LIMITS.tagsPerEntry) {
      return `${quote(name)} is one more than the ${LIMITS.tagsPerEntry} that an entry may have`;
    }
    tags.set(key, tags.get(key) ?? { name: parsed });
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    return `${quote(name)}: ${error.message}`;
  }
}
