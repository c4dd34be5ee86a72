import type { Store } from "../../kv/store.ts";
import { once } from "../../later.ts";
import { type Context, contextOf } from "../store/context.ts";
import { formatCursor } from "../index/cursor.ts";
import { LimitError } from "../errors.ts";
import { readExpired } from "../index/read_expired.ts";
import { type Conditions, type Filter, parseFilter } from "../index/filter.ts";
import { readAllTagNames, readTagNames } from "../tags/tag_names.ts";
import type { JournalAccess, JournalOptions } from "../access.ts";
import { LIMITS } from "../limits.ts";
import { loadEntries } from "../store/load_entry.ts";
import type { EntryQuery, EntrySummary } from "../model.ts";
import { parsePageSize } from "../parse.ts";
import { toSummary } from "../store/present.ts";
import type { Settings } from "../store/settings.ts";
import { withDays } from "../store/shown_day.ts";
import { countCharacters } from "../text.ts";

/** The filters of a query, and the size of its pages. */
export type SelectionQuery = Omit<EntryQuery, "cursor">;

/** An entry that a search has found, with its text to show where. */
export interface FoundEntry {
  summary: EntrySummary;
  content: string;
}

/** The entries that a viewer may see and that meet the filters of a query. */
export interface Selection extends Conditions {
  /** The earliest and the latest `occurredAt`. */
  readonly from: number;
  readonly to: number;
  /** Where days are asked for, `from` and `to` let some of the days beside them in, too; these do not. */
  readonly surelyFrom: number;
  readonly surelyTo: number;
  /** How many entries a page has. */
  readonly size: number;

  /**
   * Those of the entries with these ids that belong to the selection now, in their order. Whatever
   * an index says, nothing that the viewer may not see gets past this.
   */
  pick(ids: readonly string[]): Promise<FoundEntry[]>;

  /**
   * How many entries an index takes for surely selected of which the time in the trash is over; undefined
   * where they are too many to be looked at.
   */
  countExpired(): Promise<number | undefined>;

  /** The names of all tags that exist for the viewer, by id; the same map while nothing changes. */
  tagNames(): Promise<ReadonlyMap<string, string>>;

  /** The cursor with which a list goes on after this entry. */
  cursorAfter(entry: EntrySummary): string;
}

/**
 * Checks the filters of a query; throws InvalidError, LimitError, or NotFoundError for an unknown
 * tag.
 */
export async function openSelection(
  store: Store,
  access: JournalAccess,
  { query, now }: { query: SelectionQuery } & Pick<JournalOptions, "now">,
): Promise<Selection> {
  const context = contextOf(store, access, { now });
  const size = parsePageSize(query.limit);
  const filter = await parseFilter(context, query);
  const { from, to, surelyFrom, surelyTo, conditions } = filter;
  let tagNames: Promise<ReadonlyMap<string, string>> | undefined;
  const readSettings = once(async () =>
    (await store.read.get<Settings>(context.keys.settings())).value
  );
  return {
    ...conditions,
    from,
    to,
    surelyFrom,
    surelyTo,
    size,
    async pick(ids) {
      const known = { names: await tagNames, settings: await readSettings() };
      return await pick(context, filter, { ids, query, known });
    },
    async countExpired() {
      const expired = conditions.isTrashed ? await readExpired(context) : [];
      return expired?.filter(filter.wouldSurelyMatch).length;
    },
    async tagNames() {
      // Not every entry needs the settings, but in the same read they cost nothing.
      void readSettings().catch(() => {});
      return await (tagNames ??= readAllTagNames(context));
    },
    cursorAfter: ({ occurredAt: at, id }) => formatCursor({ at, id }),
  };
}

/** The text of a search; throws LimitError above 1,000 characters. */
export function parseSearchText(text: string): string {
  const actual = countCharacters(text);
  const limit = LIMITS.queryCharacters;
  if (actual > limit) throw new LimitError("Query", { actual, limit, unit: "characters" });
  return text;
}

const NO_TAGS: ReadonlyMap<string, string> = new Map();

async function pick(
  context: Context,
  { from, to, matches }: Filter,
  { ids, query, known }: {
    ids: readonly string[];
    query: SelectionQuery;
    known: { names?: ReadonlyMap<string, string>; settings: Settings | null };
  },
): Promise<FoundEntry[]> {
  const { names = NO_TAGS, settings } = known;
  const loaded = (await loadEntries(context.store, { keys: context.keys, ids })).flatMap((entry) =>
    entry && matches(entry.head) && entry.head.occurredAt >= from && entry.head.occurredAt <= to
      ? entry
      : []
  );
  const { timeZone } = query;
  const heads = await withDays(context, loaded.map(({ head }) => head), { timeZone, settings });
  // A tag that is not known may have been made since.
  const areKnown = heads.every(({ tagIds }) => tagIds.every((id) => names.has(id)));
  const tagNames = areKnown ? names : await readTagNames(context, heads);
  return loaded.map(({ content }, n) => ({ summary: toSummary(heads[n], tagNames), content }));
}
