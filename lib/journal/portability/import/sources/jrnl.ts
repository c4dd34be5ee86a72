import { z } from "zod";
import { parseTimeZone } from "../../../insight/time_zone.ts";
import { LIMITS } from "../../../limits.ts";
import type { ImportedDocument } from "../import_model.ts";
import { eachOf, hasMember, problemOf, readJson, refuseDocument } from "./read_json.ts";
import { foreignEntry, idFromSource, shorten, tagNames } from "./source.ts";

const NO_TIME = "Expected a time of day, such as 09:30";

const jrnlEntry = z.object({
  title: z.string(),
  body: z.string(),
  date: z.iso.date("Expected a day, such as 2026-11-23"),
  // Of nanoseconds at most: nobody can say more of a time.
  time: z.iso.time(NO_TIME).max("09:30:00.000000000".length, NO_TIME),
  tags: z.array(z.string()).nullish(),
  starred: z.boolean().nullish(),
});

const jrnlDocument = z.object({ entries: z.array(z.unknown()) });

/**
 * Reads what `jrnl --format json` writes. Its times are local, and it has no ids: an entry is known
 * by its time and title, and where several share those, by their order.
 */
export async function readJrnl(
  document: string,
  { timeZone }: { timeZone?: string },
): Promise<ImportedDocument> {
  const zone = parseTimeZone(timeZone);
  const parsed = jrnlDocument.safeParse(readJson(document));
  if (!parsed.success || !isOfFormat(parsed.data.entries)) {
    refuseDocument(
      "a JSON export of jrnl",
      "Give what jrnl --format json prints, which has entries with date, time, title and body",
    );
  }
  const read: ImportedDocument = { tags: [], groups: [], problems: [], notes: [] };
  const seen = new Map<string, number>();
  for await (const [index, value] of eachOf(parsed.data.entries)) {
    const { success, data, error } = jrnlEntry.safeParse(value);
    if (!success) {
      read.problems.push(problemOf(error, index));
      continue;
    }
    const { date, time, title, body, tags, starred } = data;
    const name = JSON.stringify([date, time, title]);
    const earlier = seen.get(name) ?? 0;
    seen.set(name, earlier + 1);
    const occurredAt = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone)
      .epochMilliseconds;
    const said = {
      title: shorten(title.trim() || date, LIMITS.titleCharacters),
      content: contentOf(title, body),
      ...{ isFavorite: starred ?? undefined, occurredAt },
      // They come with the symbol that marks them in the text.
      tags: tagNames(tags?.map((tag) => tag.replace(/^[@#+%&]/, ""))),
    };
    const id = idFromSource("jrnl", date, time, title, String(earlier));
    read.groups.push(foreignEntry({ id, index, said, createdAt: occurredAt }));
  }
  return read;
}

/** The title is the first sentence; where it is all, or too long for a title, it is the text, too. */
function contentOf(title: string, body: string): string {
  const isWhole = [...title.trim().slice(0, 2 * LIMITS.titleCharacters + 1)].length <=
    LIMITS.titleCharacters;
  if (body.trim() === "") return title;
  return isWhole ? body : `${title}\n${body}`;
}

function isOfFormat(entries: readonly unknown[]): boolean {
  return entries.length === 0 || entries.some((entry) => hasMember(entry, "date"));
}
