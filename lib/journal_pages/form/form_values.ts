import type { Attachment, AttachmentRef, Entry, RevisionText } from "../../journal/mod.ts";
import { plainLine } from "../text/plain_line.ts";
import { formatTags } from "./tag_line.ts";
import { type FormTime, timeOf } from "./when.ts";

/** What stands in the fields of a form that writes an entry. */
export interface FormValues extends FormTime {
  title: string;
  content: string;
  mood: string;
  location: string;
  weather: string;
  /** As they are typed: see tag_line.ts. */
  tags: string;
  isFavorite: boolean;
  isPrivate: boolean;
  /** In their order. */
  files: AttachmentRef[];
}

/** A form that somebody fills in. */
export interface WriteForm {
  /** A ULID: the id of its draft, and what makes that a double click writes one entry. */
  key: string;
  /** The entry that it changes; absent for a new one. */
  entryId?: string;
  /** The version of that entry which it began from. */
  version?: number;
  /** When its draft was last kept, in milliseconds. */
  keptAt?: number;
  values: FormValues;
}

/** The form of a new entry, of a day or of now. */
export function emptyValues(time: FormTime): FormValues {
  return {
    ...time,
    ...{ title: "", content: "", mood: "", location: "", weather: "", tags: "" },
    ...{ isFavorite: false, isPrivate: false, files: [] },
  };
}

/** What an entry says, or said, as a form has it. */
export function valuesOf(
  said: Entry | RevisionText,
  { timeZone }: { timeZone: string },
): FormValues {
  return {
    ...timeOf(said, timeZone),
    title: oneLine(said.title),
    content: withPlainBreaks(said.content),
    mood: said.mood ?? "",
    location: oneLine(said.location ?? ""),
    weather: oneLine(said.weather ?? ""),
    tags: formatTags(said.tags.map(({ name }) => name)),
    isFavorite: said.isFavorite,
    isPrivate: said.isPrivate,
    files: (said.attachments ?? []).map(refOf),
  };
}

function refOf({ sha256, name, alt }: Attachment): AttachmentRef {
  return alt === undefined ? { sha256, name } : { sha256, name, alt };
}

/** Whether nothing is written that would be worth keeping. */
export function isEmpty({ title, content, mood, location, weather, tags, files }: FormValues) {
  return [title, content, mood, location, weather, tags].every((text) => text.trim() === "") &&
    files.length === 0;
}

/** The title that was given, or else the first words of the text; empty if there are none. */
export function titleOf({ title, content }: Pick<FormValues, "title" | "content">): string {
  if (title.trim() !== "") return title.trim();
  const line = content.slice(0, 4_000).split("\n").map((each) => plainLine(each).trim())
    .find((each) => each !== "") ?? "";
  return firstWords(line);
}

/** How long a title is that nobody has given, in characters. */
const TITLE_CHARACTERS = 60;

function firstWords(line: string): string {
  const characters = [...line];
  if (characters.length <= TITLE_CHARACTERS) return line;
  const start = characters.slice(0, TITLE_CHARACTERS).join("");
  const end = start.lastIndexOf(" ");
  return `${(end > TITLE_CHARACTERS / 3 ? start.slice(0, end) : start).trimEnd()}…`;
}

/** Browsers send line breaks as CR LF, and show all others in one line as none. */
export function withPlainBreaks(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n");
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]/g, "");
}
