import { EntryFiles, withFiles } from "../entry_files.ts";
import { stemOf } from "../../archive/paths.ts";
import type { Reader, ReadItem } from "../../read_entry.ts";
import { htmlToMarkdown } from "../../text/markup/html_to_markdown.ts";
import { leftovers, untaken } from "../../text/leftovers.ts";
import { type DocumentPlace, eachDocument } from "./each_document.ts";
import { makeEntry, skipped } from "../make_entry.ts";
import { isRecord, type Json, listIn, msIn, namesIn, textIn } from "../values.ts";

const TAKEN = [
  ...["title", "textContent", "textContentHtml", "listContent", "annotations", "attachments"],
  ...["labels", "isPinned", "isTrashed", "isArchived", "userEditedTimestampUsec"],
  ...["createdTimestampUsec", "color"],
];

/** Reads the notes of a Google Takeout: a JSON document a note, beside pictures and sound. */
export const readGoogleKeep: Reader = (archive) =>
  // Takeout has each note as a page, too, and its index.
  eachDocument(archive, { readOne, others: ["html", "txt"] });

function readOne(value: unknown, { member, files, referred }: DocumentPlace): ReadItem {
  const what = member.path;
  if (!isRecord(value)) return skipped(what, "It is not a note");
  if (value.isTrashed === true) return skipped(what, "It is in the trash of Google Keep");
  const edited = micros(value.userEditedTimestampUsec);
  const at = micros(value.createdTimestampUsec) ?? edited;
  // Its folder has documents that are not notes, such as the list of labels.
  if (at === undefined) return skipped(what, "It does not say when it was written");
  const media = new EntryFiles(referred);
  const notes: string[] = [];
  const references = listIn(value.attachments).filter(isRecord).flatMap((each) => {
    const path = textIn(each.filePath) ?? "";
    // Takeout names a .jpeg and writes a .jpg.
    const file = files.resolve(path, member.path) ?? files.withStem(stemOf(path))[0];
    if (file) return media.refer(file, { type: textIn(each.mimetype) });
    notes.push(`Left out: ${path}; the archive has no such file`);
    return [];
  });
  const color = textIn(value.color);
  return makeEntry({
    format: "google-keep",
    source: `${value.createdTimestampUsec ?? stemOf(member.path)}`,
    title: textIn(value.title),
    content: withFiles(wordsOf(value), references),
    occurredAt: at,
    updatedAt: edited,
    tags: namesIn(value.labels),
    isFavorite: value.isPinned === true || undefined,
    attachments: media.list,
    notes: [
      ...notes,
      ...leftovers(
        untaken(value, TAKEN),
        untaken({ color: color === "DEFAULT" ? "" : color, isArchived: value.isArchived }, []),
      ),
    ],
  });
}

function wordsOf({ textContent, textContentHtml, listContent, annotations }: Json): string {
  const list = listIn(listContent).filter(isRecord).map(({ text, isChecked }) =>
    `- [${isChecked === true ? "x" : " "}] ${textIn(text) ?? ""}`
  );
  const words = textIn(textContent) ?? htmlToMarkdown(textIn(textContentHtml) ?? "");
  const links = listIn(annotations).filter(isRecord).flatMap(({ url, title }) =>
    textIn(url) ? [`- [${(textIn(title) ?? String(url)).replace(/[[\]]/g, "")}](${url})`] : []
  );
  return [words, list.join("\n"), links.join("\n")].filter((part) => part !== "").join("\n\n");
}

function micros(value: unknown): number | undefined {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && number > 0 ? msIn(number / 1_000) : undefined;
}
