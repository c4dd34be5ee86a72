import type { Archive, Member } from "../../archive/archive.ts";
import { endingOf, nameOf } from "../../archive/paths.ts";
import type { Reader, ReadItem } from "../../read_entry.ts";
import { htmlToMarkdown } from "../../text/markup/html_to_markdown.ts";
import { jsonValues } from "../../text/json_stream.ts";
import { leftovers, untaken } from "../../text/leftovers.ts";
import { lexicalToMarkdown } from "../../text/markup/lexical.ts";
import { moment } from "../../text/time/plain_time.ts";
import { parseJson } from "../../text/parse_json.ts";
import { makeEntry, skipped } from "../make_entry.ts";
import { isRecord, type Json, listIn, recordIn, textIn } from "../values.ts";

const TAKEN = [
  ...["title", "text", "references", "appData", "noteType", "preview_plain", "preview_html"],
  ...["starred", "trashed", "spellcheck", "editorIdentifier", "hidePreview", "editorWidth"],
];

/** The document of a Standard Notes backup; its zip has each note as a text, too. */
export function standardNotesDocument({ members }: Archive): Member | undefined {
  return members.find(({ path }) => /^Standard Notes Backup/i.test(nameOf(path))) ??
    members.find(({ path }) => ["json", "txt"].includes(endingOf(path)));
}

/** Reads a decrypted backup of Standard Notes. Its tags name notes, so that it is read twice. */
export const readStandardNotes: Reader = async function* (archive) {
  const document = standardNotesDocument(archive) ?? archive.members[0];
  const tags = new Map<string, string[]>();
  for await (const { value } of jsonValues(document, ["$.items.*"])) {
    if (!isRecord(value) || value.deleted === true) continue;
    if (value.content_type === "Tag") noteTag(tags, recordIn(value.content));
  }
  for await (const { value } of jsonValues(document, ["$.items.*"])) {
    if (!isRecord(value) || value.deleted === true) continue;
    if (value.content_type === "Note") yield readOne(value, tags);
    else if (value.content_type === "SN|File") yield leftFile(value);
  }
};

function noteTag(tags: Map<string, string[]>, { title, references }: Json): void {
  const name = textIn(title);
  for (const each of listIn(references)) {
    const uuid = isRecord(each) && textIn(each.uuid);
    if (uuid && name) tags.set(uuid, [...tags.get(uuid) ?? [], name]);
  }
}

function leftFile({ content }: Json): ReadItem {
  const name = textIn(recordIn(content).name) ?? "A file";
  return skipped(name, "The backup names it and does not have it; download it in Standard Notes");
}

function readOne(item: Json, tags: Map<string, string[]>): ReadItem {
  const what = textIn(item.uuid) ?? "A note";
  if (typeof item.content === "string") {
    return skipped(what, "It is encrypted; make a decrypted backup in Standard Notes");
  }
  const note = recordIn(item.content);
  if (note.trashed === true) return skipped(what, "It is in the trash of Standard Notes");
  const app = recordIn(recordIn(note.appData)["org.standardnotes.sn"]);
  const at = known(item.created_at) ?? known(app.client_updated_at) ?? known(item.updated_at);
  if (at === undefined) return skipped(what, "It does not say when it was written");
  const text = textIn(note.text) ?? "";
  return makeEntry({
    format: "standard-notes",
    source: what,
    title: textIn(note.title),
    content: wordsOf(text, note.noteType),
    occurredAt: at,
    updatedAt: known(app.client_updated_at) ?? known(item.updated_at),
    tags: tags.get(what) ?? [],
    isFavorite: note.starred === true || app.pinned === true || undefined,
    notes: leftovers(untaken(note, TAKEN), untaken({ archived: app.archived }, [])),
  });
}

/** Its editors keep JSON, HTML or plain text, and old ones do not say which. */
function wordsOf(text: string, type: unknown): string {
  if (type === "super") return lexicalToMarkdown(parseJson(text)) ?? text;
  return /^\s*<(?:p|div|h\d|ul|ol|blockquote)\b[^<>]{0,200}>/i.test(text)
    ? htmlToMarkdown(text)
    : text;
}

/** The app writes 1970 where it does not know. */
function known(value: unknown): number | undefined {
  return moment(value) || undefined;
}
