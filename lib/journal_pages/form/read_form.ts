import { ulid } from "ulid";
import { type AttachmentRef, isId } from "../../journal/mod.ts";
import { type FormValues, withPlainBreaks, type WriteForm } from "./form_values.ts";

/** The names of the fields of a form that writes. */
export const FIELD = {
  key: "key",
  entry: "entry",
  version: "version",
  kept: "kept",
  base: "base",
  title: "title",
  content: "text",
  day: "day",
  time: "time",
  offset: "offset",
  mood: "mood",
  location: "place",
  weather: "weather",
  tags: "tags",
  isFavorite: "favourite",
  isPrivate: "private",
  file: "file",
  fileName: "file_name",
  fileAlt: "file_alt",
  filePlace: "file_place",
  fileRemoved: "file_removed",
  newFile: "new_file",
  /** Which button was pressed. */
  press: "do",
} as const;

/** What the buttons of the form do. */
export type Press = "save" | "preview" | "draft" | "both";

export function pressOf(fields: URLSearchParams): Press {
  const press = fields.get(FIELD.press);
  return press === "preview" || press === "draft" || press === "both" ? press : "save";
}

/** The version that the form began from, where it is on top of a newer one. */
export function baseOf(fields: URLSearchParams): number | undefined {
  return numberOf(fields.get(FIELD.base));
}

/** Reads a form that was sent. What is not there is empty; nothing is checked that the journal checks. */
export function readForm(fields: URLSearchParams, entryId?: string): WriteForm {
  const key = fields.get(FIELD.key) ?? "";
  return {
    // Two forms of the same key would be one: whoever sends none of ours gets a new one.
    key: isId(key) ? key : ulid(),
    entryId,
    version: numberOf(fields.get(FIELD.version)),
    keptAt: numberOf(fields.get(FIELD.kept)),
    values: readValues(fields),
  };
}

function readValues(fields: URLSearchParams): FormValues {
  const text = (name: string) => fields.get(name) ?? "";
  return {
    title: text(FIELD.title),
    content: withPlainBreaks(text(FIELD.content)),
    day: text(FIELD.day).trim(),
    time: text(FIELD.time).trim(),
    offset: text(FIELD.offset).trim(),
    mood: text(FIELD.mood),
    location: text(FIELD.location),
    weather: text(FIELD.weather),
    tags: text(FIELD.tags),
    isFavorite: fields.has(FIELD.isFavorite),
    isPrivate: fields.has(FIELD.isPrivate),
    files: readFiles(fields),
  };
}

/** The files that the form has, without those that are ticked to go, in the order of their places. */
function readFiles(fields: URLSearchParams): AttachmentRef[] {
  const [names, alts, places] = [FIELD.fileName, FIELD.fileAlt, FIELD.filePlace]
    .map((name) => fields.getAll(name));
  const removed = new Set(fields.getAll(FIELD.fileRemoved));
  return fields.getAll(FIELD.file)
    .map((sha256, n) => {
      const alt = alts[n]?.trim() ?? "";
      const ref: AttachmentRef = { sha256, name: names[n]?.trim() || "file" };
      return { ref: alt === "" ? ref : { ...ref, alt }, place: placeOf(places[n], n + 1) };
    })
    .filter(({ ref }) => !removed.has(ref.sha256))
    .sort((one, other) => one.place - other.place)
    .map(({ ref }) => ref);
}

/** One that moves up comes before the one that has its new place, one that moves down after it. */
function placeOf(given: string | undefined, now: number): number {
  const place = Number(given || now);
  if (Number.isNaN(place) || place === now) return now;
  return place < now ? place - 0.5 : place + 0.5;
}

function numberOf(text: string | null): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text ?? "") ? Number(text) : undefined;
}
