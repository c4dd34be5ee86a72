import { z } from "zod";
import { LIMITS } from "../../../limits.ts";
import type { EntryGroup, ImportedDocument } from "../import_model.ts";
import { unescapeDayOne } from "./dayone_text.ts";
import { eachOf, hasMember, problemOf, readJson, refuseDocument } from "./read_json.ts";
import {
  foreignEntry,
  type ForeignValues,
  idFromSource,
  label,
  shorten,
  tagNames,
} from "./source.ts";

const time = z.iso.datetime({ offset: true, error: "Expected an ISO 8601 time" });
const name = z.string().nullish().catch(undefined);

/** What we take of an entry; photos, sound and drawings are not in the document. */
const dayOneEntry = z.object({
  uuid: z.string().min(1).max(200),
  creationDate: time,
  modifiedDate: time.nullish(),
  text: z.string().nullish(),
  starred: z.boolean().nullish(),
  tags: z.array(z.string()).nullish(),
  location: z.object({ placeName: name, localityName: name, country: name }).nullish()
    .catch(undefined),
  weather: z.object({
    conditionsDescription: name,
    temperatureCelsius: z.number().nullish().catch(undefined),
  }).nullish().catch(undefined),
});

type DayOneEntry = z.infer<typeof dayOneEntry>;

const dayOneDocument = z.object({ entries: z.array(z.unknown()) });

/** Reads a JSON export of Day One (Journal.json). */
export async function readDayOne(document: string): Promise<ImportedDocument> {
  const parsed = dayOneDocument.safeParse(readJson(document));
  if (!parsed.success || !isOfFormat(parsed.data.entries)) {
    refuseDocument(
      "a JSON export of Day One",
      "Give the JSON file of a Day One export, which has entries with uuid and creationDate",
    );
  }
  const groups = new Map<string, EntryGroup>();
  const problems: ImportedDocument["problems"] = [];
  for await (const [index, value] of eachOf(parsed.data.entries)) {
    const { success, data, error } = dayOneEntry.safeParse(value);
    if (!success) {
      problems.push(problemOf(error, index));
      continue;
    }
    const id = idFromSource("dayone", data.uuid);
    if (groups.has(id)) {
      const reason = "Its uuid is in the document twice";
      problems.push({ index, reason, code: "invalid" });
      continue;
    }
    if (!data.text?.trim()) {
      const reason = "It has no text, and photos or other attachments cannot be imported";
      problems.push({ index, reason, code: "invalid" });
      continue;
    }
    const createdAt = Date.parse(data.creationDate);
    const updatedAt = data.modifiedDate ? Date.parse(data.modifiedDate) : undefined;
    const said = valuesOf(data, unescapeDayOne(data.text));
    groups.set(id, foreignEntry({ id, index, said, createdAt, updatedAt }));
  }
  return { tags: [], groups: [...groups.values()], problems, notes: [] };
}

function isOfFormat(entries: readonly unknown[]): boolean {
  return entries.length === 0 || entries.some((entry) => hasMember(entry, "creationDate"));
}

function valuesOf(
  { location, weather, tags, starred, creationDate }: DayOneEntry,
  text: string,
): ForeignValues {
  const places = [location?.placeName, location?.localityName, location?.country];
  const degrees = weather?.temperatureCelsius;
  const sky = [
    weather?.conditionsDescription,
    typeof degrees === "number" ? `${Math.round(degrees)} °C` : undefined,
  ];
  return {
    ...titleAndContent(text, creationDate),
    location: label(places.map((place) => place ?? undefined), LIMITS.labelCharacters),
    weather: label(sky.map((part) => part ?? undefined), LIMITS.labelCharacters),
    isFavorite: starred ?? undefined,
    occurredAt: Date.parse(creationDate),
    tags: tagNames(tags ?? undefined),
  };
}

/** Where Day One shows a photo. */
const PHOTO = /^!\[[^\]]*\]\(dayone-moment:[^)]*\)$/;

/**
 * Day One has no titles: the first line with words is it. A heading leaves the text, anything else
 * stays where it was.
 */
function titleAndContent(text: string, creationDate: string): { title: string; content: string } {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => line.trim() !== "" && !PHOTO.test(line.trim()));
  if (at < 0) return { title: creationDate.slice(0, 10), content: text };
  const line = lines[at].trim();
  const words = line.replace(/^#{1,6}\s+/, "").trim() || line;
  const title = shorten(words, LIMITS.titleCharacters);
  const rest = lines.toSpliced(at, 1).join("\n").replace(/^\n+/, "");
  const isHeading = words !== line && title === words;
  return { title, content: isHeading && rest.trim() !== "" ? rest : text };
}
