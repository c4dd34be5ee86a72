import { dayOneRecords, jrnlRecords } from "../../../../formats/mod.ts";
import type { Zone } from "../../../days/zone.ts";
import type { EntryGroup, ImportedDocument, ImportFormat, Note } from "../import_model.ts";
import { fileEntry } from "./file_entry.ts";
import { eachOf, entriesIn, readJson, refuseDocument } from "./read_json.ts";
import { keepOrder } from "./source.ts";

const FOREIGN = {
  dayone: {
    mark: "creationDate",
    records: dayOneRecords,
    what: "a JSON export of Day One",
    advice: "Give the JSON file of a Day One export, which has entries with uuid and creationDate",
  },
  jrnl: {
    mark: "date",
    records: jrnlRecords,
    what: "a JSON export of jrnl",
    advice:
      "Give what jrnl --format json prints, which has entries with date, time, title and body",
  },
} as const;

/**
 * Reads a JSON document of another app, which is in memory as a whole. Of two entries with one id the
 * later one is taken, and a note tells of the other.
 */
export async function readForeign(
  document: string,
  { format, zone }: { format: Exclude<ImportFormat, "epicme">; zone: Zone },
): Promise<ImportedDocument> {
  const { mark, records, what, advice } = FOREIGN[format];
  const entries = entriesIn(readJson(document), mark);
  if (entries === undefined) return refuseDocument(what, advice);
  const groups = new Map<string, EntryGroup>();
  const read: ImportedDocument = { tags: [], groups: [], problems: [], notes: [] };
  const readOne = records({ timeZone: zone.name });
  for await (const [index, value] of eachOf(entries)) {
    const item = readOne(value, `Record ${index}`);
    if (item.kind === "skipped") read.problems.push({ index, reason: item.why, code: "invalid" });
    if (item.kind !== "entry") continue;
    const { group, problem, notes } = fileEntry(item, { index, zone });
    if (problem) read.problems.push(problem);
    read.notes.push(...notes);
    if (!group) continue;
    const twin = groups.get(group.id);
    const isLater = twin === undefined || group.entry!.updatedAt > twin.entry!.updatedAt;
    if (isLater) groups.set(group.id, group);
    if (twin) read.notes.push(leftOut(isLater ? [twin, group] : [group, twin]));
  }
  keepOrder([...groups.values()]);
  return { ...read, groups: [...groups.values()] };
}

function leftOut([older, newer]: EntryGroup[]): Note {
  const reason = `It was left out: record ${newer.entry!.index} has the same uuid and is not older`;
  return { index: older.entry!.index, reason };
}
