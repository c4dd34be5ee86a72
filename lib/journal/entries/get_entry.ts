import type { Context } from "../store/context.ts";
import { readTagsOf } from "../tags/find_tags.ts";
import { loadEntry } from "../store/load_entry.ts";
import type { Entry } from "../model.ts";
import { toEntry } from "../store/present.ts";
import { withDays } from "../store/shown_day.ts";
import { zoneOf } from "../store/zone_of.ts";

/** Reads an entry: one read for a short one without tags. */
export async function getEntry(context: Context, id: string): Promise<Entry> {
  // Not every entry needs the time zone, but in the same read it costs nothing.
  const [{ head, content }, zone] = await Promise.all([loadEntry(context, id), zoneOf(context)]);
  const [shown] = await withDays(context, [head], { zone });
  return toEntry(shown, { content, tags: await readTagsOf(context, head) });
}
