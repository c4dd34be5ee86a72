import { z } from "zod";
import { type EntryTime, entryTimeOf } from "../../../days/entry_day.ts";
import type { Zone } from "../../../days/zone.ts";
import { LIMITS } from "../../../limits.ts";
import { compact } from "../../../store/stored.ts";
import type { ImportedDocument } from "../import_model.ts";
import { eachOf, entriesIn, problemOf, readJson, refuseDocument } from "./read_json.ts";
import { shorten } from "../../../../formats/text/shorten.ts";
import { foreignEntry, idFromSource, keepOrder } from "./source.ts";
import { tagsIn } from "./tag_names.ts";
import { readable } from "../../../../formats/text/title.ts";

const NO_TIME = "Expected a time of day, such as 09:30";

const jrnlEntry = z.object({
  title: z.string().nullish(),
  body: z.string().nullish(),
  date: z.iso.date("Expected a day, such as 2026-11-23"),
  // Of nanoseconds at most: nobody can say more of a time.
  time: z.iso.time(NO_TIME).max("09:30:00.000000000".length, NO_TIME),
  tags: z.unknown().optional(),
  starred: z.boolean().nullish(),
});

/**
 * Reads what `jrnl --format json` writes. Its times are local, and it has no ids: an entry is known
 * by its time and title, and where several share those, by their order.
 */
export async function readJrnl(
  document: string,
  { zone }: { zone: Zone },
): Promise<ImportedDocument> {
  const entries = entriesIn(readJson(document), "date");
  if (entries === undefined) {
    return refuseDocument(
      "a JSON export of jrnl",
      "Give what jrnl --format json prints, which has entries with date, time, title and body",
    );
  }
  const read: ImportedDocument = { tags: [], groups: [], problems: [], notes: [] };
  const seen = new Map<string, number>();
  for await (const [index, value] of eachOf(entries)) {
    const { success, data, error } = jrnlEntry.safeParse(value);
    if (!success) {
      read.problems.push(problemOf(error, index));
      continue;
    }
    const { date, time, starred } = data;
    const [title, body] = [data.title ?? "", data.body ?? ""];
    const name = JSON.stringify([date, time, title]);
    const earlier = seen.get(name) ?? 0;
    seen.set(name, earlier + 1);
    const happened = compact<EntryTime>(entryTimeOf(`${date}T${time}`, zone));
    const { tags, note } = tagsIn(unmarked(data.tags));
    const said = {
      ...titleAndContent({ title, body, date }),
      ...{ isFavorite: starred ?? undefined, ...happened },
      tags,
    };
    const id = idFromSource("jrnl", date, time, title, String(earlier));
    read.groups.push(foreignEntry({ id, index, said, createdAt: happened.occurredAt }));
    if (note) read.notes.push({ index, reason: note });
  }
  keepOrder(read.groups);
  return read;
}

/** The title is the first sentence; where a title does not say all of it, it is in the text, too. */
function titleAndContent(
  { title, body, date }: { title: string; body: string; date: string },
): { title: string; content: string } {
  const words = readable(title);
  const shown = shorten(words || date, LIMITS.titleCharacters);
  if (body.trim() === "") return { title: shown, content: title };
  const isWhole = title.trim() === "" || shown === title.trim();
  return { title: shown, content: isWhole ? body : `${title}\n${body}` };
}

/** Tags come with the symbol that marks them in the text. */
function unmarked(tags: unknown): unknown {
  const bare = (tag: unknown) => typeof tag === "string" ? tag.replace(/^[@#+%&]/, "") : tag;
  return Array.isArray(tags) ? tags.map(bare) : bare(tags);
}
