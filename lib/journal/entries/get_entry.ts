import type { Context } from "../store/context.ts";
import { readTagsOf } from "../tags/find_tags.ts";
import { loadEntry } from "../store/load_entry.ts";
import type { Entry } from "../model.ts";
import { toEntry } from "../store/present.ts";
import { withItsDay } from "../store/shown_day.ts";

/** Reads an entry: one read for a short one without tags. */
export async function getEntry(context: Context, id: string): Promise<Entry> {
  const { head, content } = await loadEntry(context, id);
  return toEntry(await withItsDay(context, head), {
    content,
    tags: await readTagsOf(context, head),
  });
}
