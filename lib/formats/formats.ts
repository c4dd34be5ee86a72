import { endingOf, nameOf } from "./archive/paths.ts";
import type { Glance } from "./glance.ts";
import type { Reader } from "./read_entry.ts";
import { appleJournalPages, readAppleJournal } from "./readers/apple_journal.ts";
import { readCsv } from "./readers/tables/csv.ts";
import { readDayOne } from "./readers/day_one.ts";
import { looksLikeDaylio, readDaylio } from "./readers/tables/daylio.ts";
import { readDiarium } from "./readers/diarium.ts";
import { readEpicme } from "./readers/epicme.ts";
import { readGoogleKeep } from "./readers/notes/google_keep.ts";
import { readJourney } from "./readers/notes/journey.ts";
import { readJourniv } from "./readers/journiv.ts";
import { readJrnl } from "./readers/jrnl.ts";
import { looksLikeJrnl, readJrnlText } from "./readers/jrnl_text.ts";
import { notesIn, readMarkdown } from "./readers/markdown/markdown.ts";
import { readMemos } from "./readers/notes/memos.ts";
import { readSimplenote } from "./readers/notes/simplenote.ts";
import { readStandardNotes } from "./readers/notes/standard_notes.ts";
import { dayInName } from "./text/time/plain_time.ts";

interface Format {
  /** As a person calls it. */
  name: string;
  /** Why an archive is of this format, in a sentence without a final full stop; undefined if not. */
  sign(glance: Glance): string | undefined;
  read: Reader;
}

/** Every format. The first whose sign is seen is it, so that what says more of itself comes first. */
export const FORMATS = {
  epicme: {
    name: "EpicMe",
    sign: ({ json }) =>
      has(json, [/"format"\s{0,9}:\s{0,9}"epicme-journal"/], "It names its format"),
    read: readEpicme,
  },
  journiv: {
    name: "Journiv",
    sign: ({ json }) =>
      has(json, [/"export_version"/, /"journals"/], "It has data.json with journals"),
    read: readJourniv,
  },
  "standard-notes": {
    name: "Standard Notes",
    sign: ({ json }) =>
      has(json, [/"items"/, /"content_type"/], "It has items with a content_type"),
    read: readStandardNotes,
  },
  simplenote: {
    name: "Simplenote",
    sign: ({ json }) => has(json, [/"activeNotes"/], "It has notes.json with activeNotes"),
    read: readSimplenote,
  },
  dayone: {
    name: "Day One",
    sign: ({ json }) =>
      has(
        json,
        [/"entries"|^\uFEFF?\s*\[/, /"creationDate"/],
        "It has entries with a creationDate",
      ) ??
        has(json, [/"metadata"/, /"entries"/, /"richText"/], "It has metadata and entries"),
    read: readDayOne,
  },
  jrnl: {
    name: "jrnl (JSON)",
    sign: ({ json }) =>
      has(
        json,
        [/"entries"/, /"body"/, /"date"\s{0,9}:\s{0,9}"\d{4}-/],
        "It has entries with date, time and body",
      ),
    read: readJrnl,
  },
  journey: {
    name: "Journey",
    sign: ({ json }) =>
      has(json, [/"(?:date_journal|dateOfJournal)"/], "Its documents have a date of journal"),
    read: readJourney,
  },
  "google-keep": {
    name: "Google Keep",
    sign: ({ json }) =>
      has(json, [/"userEditedTimestampUsec"/], "Its documents are notes of a Takeout"),
    read: readGoogleKeep,
  },
  memos: {
    name: "memos",
    sign: ({ json }) =>
      has(json, [/"format"\s{0,9}:\s{0,9}"memos-(?:export|archive)"/], "It names its format") ??
        has(json, [/"content"/, /"visibility"/], "It has memos with a visibility"),
    read: readMemos,
  },
  diarium: {
    name: "Diarium",
    sign: ({ json }) =>
      has(
        json,
        [/^\uFEFF?\s*\[/, /"date"/, /"(?:html|heading)"/],
        "It is a list of entries with html",
      ),
    read: readDiarium,
  },
  "apple-journal": {
    name: "Apple Journal",
    sign: ({ archive }) =>
      appleJournalPages(archive).length > 0 ? "It has pages in a folder Entries" : undefined,
    read: readAppleJournal,
  },
  daylio: {
    name: "Daylio",
    sign: ({ csv }) =>
      csv.some(looksLikeDaylio) ? "Its table has full_date, mood and activities" : undefined,
    read: readDaylio,
  },
  "jrnl-text": {
    name: "jrnl (text)",
    sign: ({ texts }) =>
      texts.some(looksLikeJrnl) ? "Its entries begin with a time in brackets" : undefined,
    read: readJrnlText,
  },
  csv: {
    name: "A table (CSV)",
    sign: ({ csv, archive }) =>
      csv.length > 0 && csv.length === archive.members.length ? "It is a table" : undefined,
    read: readCsv,
  },
  markdown: {
    name: "Markdown files",
    sign: ({ archive }) => {
      const notes = notesIn(archive);
      // A text by itself has to say when it was written.
      const isUnknown = !archive.isZip && endingOf(archive.name) === "txt" &&
        dayInName(archive.name) === undefined;
      if (notes.length === 0 || isUnknown) return undefined;
      if (archive.members.some(({ path }) => /(?:^|\/)\.obsidian\//.test(path))) {
        return "It is a vault of Obsidian";
      }
      if (archive.members.some(({ path }) => /(?:^|\/)logseq\/config\.edn$/.test(path))) {
        return "It is a graph of Logseq";
      }
      return `It has ${notes.length} ${notes.length === 1 ? "text" : "texts"}, such as ${
        nameOf(notes[0].path)
      }`;
    },
    read: readMarkdown,
  },
} as const satisfies Record<string, Format>;

export type FormatId = keyof typeof FORMATS;

/** All of the signs are in one of the documents. Each is simple: nobody trusts a document. */
function has(heads: readonly string[], signs: readonly RegExp[], why: string): string | undefined {
  return heads.some((head) => signs.every((sign) => sign.test(head))) ? why : undefined;
}
