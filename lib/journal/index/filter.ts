import { type Context, isVisible, visibilities, visibilityOf } from "../store/context.ts";
import { NotFoundError } from "../errors.ts";
import { lookUpTags, toReference } from "../tags/find_tags.ts";
import { type Facet, moodFacet, type Visibility } from "../store/keys.ts";
import type { EntryQuery } from "../model.ts";
import { dayTeller } from "../days/entry_day.ts";
import { parseRange } from "../days/range.ts";
import { parseMood, parseTagReferences } from "../parse.ts";
import type { StoredSummary } from "../store/stored.ts";
import { UTC, zoneOf } from "../store/zone_of.ts";
import { fold } from "../text.ts";

/** A query ready to run: the index to read, and the test that each entry found there must pass. */
export interface Filter {
  facet: Facet;
  visibilities: Visibility[];
  from: number;
  to: number;
  /** Where days are asked for, `from` and `to` let some of the days beside them in, too; these do not. */
  surelyFrom: number;
  surelyTo: number;
  conditions: Conditions;
  matches(head: StoredSummary): boolean;
  /** Whether it is among those that are in the range for certain, if it is there at all. */
  wouldSurelyMatch(head: StoredSummary): boolean;
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
  const { isWithin, ...range } = await rangeOf(context, query);
  const conditions: Conditions = {
    isTrashed: query.trashed ?? false,
    visibilities: visibilities(context).filter((visibility) =>
      query.private === undefined || query.private === (visibility === "private")
    ),
    foldedMood: query.mood === undefined ? undefined : fold(parseMood(query.mood)),
    tagId: query.tag === undefined ? undefined : await findTagId(context, query.tag),
    favorite: query.favorite,
  };
  return {
    ...range,
    facet: narrowestFacet(conditions),
    visibilities: conditions.visibilities,
    conditions,
    matches: (head) => isVisible(context, head) && meets(head, conditions) && isWithin(head),
    wouldSurelyMatch: (head) =>
      meets(head, conditions) && head.occurredAt >= range.surelyFrom &&
      head.occurredAt <= range.surelyTo,
  };
}

function narrowestFacet({ isTrashed, tagId, foldedMood, favorite }: Conditions): Facet {
  if (isTrashed) return ["trash"];
  if (tagId !== undefined) return ["tag", tagId];
  if (foldedMood !== undefined) return moodFacet(foldedMood);
  return favorite ? ["favorite"] : ["all"];
}

function meets(head: StoredSummary, conditions: Conditions): boolean {
  const { isTrashed, visibilities, tagId, foldedMood, favorite } = conditions;
  return isTrashed === (head.trashedAt !== undefined) &&
    visibilities.includes(visibilityOf(head)) &&
    (tagId === undefined || head.tagIds.includes(tagId)) &&
    (foldedMood === undefined || foldedMood === fold(head.mood ?? "")) &&
    (favorite === undefined || favorite === head.isFavorite);
}

/** The moments to look at, and whether an entry that is there is of a day that is asked for. */
async function rangeOf(
  context: Context,
  query: EntryQuery,
): Promise<
  & Pick<Filter, "from" | "to" | "surelyFrom" | "surelyTo">
  & { isWithin(head: StoredSummary): boolean }
> {
  const edges = [query.from, query.to];
  // A moment in milliseconds is the same for everybody.
  const zone = edges.some((edge) => typeof edge === "string")
    ? await zoneOf(context, query.timeZone)
    : UTC;
  const { firstDay, lastDay, ...range } = parseRange(query, zone);
  const isOfDays = firstDay !== -Infinity || lastDay !== Infinity;
  if (!isOfDays) return { ...range, isWithin: () => true };
  const dayOf = dayTeller(zone);
  const isWithin = (head: StoredSummary) => firstDay <= dayOf(head) && dayOf(head) <= lastDay;
  return { ...range, isWithin };
}

async function findTagId(context: Context, reference: string): Promise<string> {
  const [text] = parseTagReferences([reference]);
  const named = toReference(text);
  const tag = (await lookUpTags(context, [named])).find(named);
  if (tag === undefined) throw new NotFoundError("tag", reference);
  return tag.id;
}
