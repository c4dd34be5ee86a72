import { type Context, isVisible, visibilities, visibilityOf } from "../store/context.ts";
import { InvalidError, NotFoundError } from "../errors.ts";
import { findTags } from "../tags/find_tags.ts";
import { type Facet, moodFacet, type Visibility } from "../store/keys.ts";
import type { EntryQuery } from "../model.ts";
import { EARLIEST, LATEST, parseLabel, parseTagReferences, parseTime } from "../parse.ts";
import type { StoredEntry } from "../store/stored.ts";
import { fold } from "../text.ts";

/** A query ready to run: the index to read, and the test that each entry found there must pass. */
export interface Filter {
  facet: Facet;
  visibilities: Visibility[];
  from: number;
  to: number;
  conditions: Conditions;
  matches(head: StoredEntry): boolean;
}

/** What a query asks for, apart from the range of time. */
export interface Conditions {
  isTrashed: boolean;
  visibilities: Visibility[];
  tagId?: string;
  foldedMood?: string;
  favorite?: boolean;
}

/** Checks the conditions of a query. An unknown tag is an error, not an empty list. */
export async function parseFilter(context: Context, query: EntryQuery): Promise<Filter> {
  const range = parseRange(query);
  const conditions: Conditions = {
    isTrashed: query.trashed ?? false,
    visibilities: visibilities(context).filter((visibility) =>
      query.private === undefined || query.private === (visibility === "private")
    ),
    foldedMood: query.mood === undefined ? undefined : fold(parseLabel(query.mood, "Mood")),
    tagId: query.tag === undefined ? undefined : await findTagId(context, query.tag),
    favorite: query.favorite,
  };
  return {
    ...range,
    facet: narrowestFacet(conditions),
    visibilities: conditions.visibilities,
    conditions,
    matches: (head) => isVisible(context, head) && meets(head, conditions),
  };
}

function narrowestFacet({ isTrashed, tagId, foldedMood, favorite }: Conditions): Facet {
  if (isTrashed) return ["trash"];
  if (tagId !== undefined) return ["tag", tagId];
  if (foldedMood !== undefined) return moodFacet(foldedMood);
  return favorite ? ["favorite"] : ["all"];
}

function meets(head: StoredEntry, conditions: Conditions): boolean {
  const { isTrashed, visibilities, tagId, foldedMood, favorite } = conditions;
  return isTrashed === (head.trashedAt !== undefined) &&
    visibilities.includes(visibilityOf(head)) &&
    (tagId === undefined || head.tagIds.includes(tagId)) &&
    (foldedMood === undefined || foldedMood === fold(head.mood ?? "")) &&
    (favorite === undefined || favorite === head.isFavorite);
}

function parseRange(query: EntryQuery): { from: number; to: number } {
  const from = query.from === undefined ? EARLIEST : parseTime(query.from, "from");
  const to = query.to === undefined ? LATEST : parseTime(query.to, "to");
  if (from <= to) return { from, to };
  const [later, earlier] = [from, to].map((time) => new Date(time).toISOString());
  throw new InvalidError(
    `The range starts at ${later}, after its end at ${earlier}`,
    "Give a from that is not later than to",
  );
}

async function findTagId(context: Context, reference: string): Promise<string> {
  const [tag] = await findTags(context, parseTagReferences([reference]));
  if (tag === undefined) throw new NotFoundError("tag", reference);
  return tag.id;
}
