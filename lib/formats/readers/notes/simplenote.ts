import type { Archive, Member } from "../../archive/archive.ts";
import { endingOf, nameOf } from "../../archive/paths.ts";
import type { Reader, ReadItem } from "../../read_entry.ts";
import { jsonValues } from "../../text/json_stream.ts";
import { leftovers, untaken } from "../../text/leftovers.ts";
import { moment } from "../../text/time/plain_time.ts";
import { makeEntry, skipped } from "../make_entry.ts";
import { isRecord, namesIn, textIn } from "../values.ts";

const TAKEN = [
  ...["id", "content", "creationDate", "lastModified", "tags", "pinned", "markdown", "systemTags"],
];

/** The document of a Simplenote export; its zip has each note as a text, too. */
export function simplenoteDocument({ members }: Archive): Member | undefined {
  return members.find(({ path }) => nameOf(path) === "notes.json") ??
    members.find(({ path }) => endingOf(path) === "json");
}

/** Reads an export of Simplenote: source/notes.json. */
export const readSimplenote: Reader = async function* (archive) {
  const document = simplenoteDocument(archive) ?? archive.members[0];
  for await (
    const { value, path } of jsonValues(document, ["$.activeNotes.*", "$.trashedNotes.*"])
  ) {
    yield readOne(value, {
      what: `Note ${Number(path[1]) + 1}`,
      isTrashed: path[0] !== "activeNotes",
    });
  }
};

function readOne(
  value: unknown,
  { what, isTrashed }: { what: string; isTrashed: boolean },
): ReadItem {
  if (!isRecord(value)) return skipped(what, "It is not a note");
  if (isTrashed) return skipped(textIn(value.id) ?? what, "It is in the trash of Simplenote");
  const at = moment(value.creationDate) ?? moment(value.lastModified);
  if (at === undefined) return skipped(what, "It does not say when it was written");
  const written = (textIn(value.content) ?? "").replaceAll("\r\n", "\n");
  const { content, tags } = tagsAtEnd(written);
  return makeEntry({
    format: "simplenote",
    source: textIn(value.id) ?? `${value.creationDate}`,
    content,
    occurredAt: at,
    updatedAt: moment(value.lastModified),
    tags: [...namesIn(value.tags), ...tags],
    isFavorite: value.pinned === true || undefined,
    notes: leftovers(untaken(value, TAKEN)),
  });
}

/** A note that was a text file of an export before has its tags at its end, as that writes them. */
function tagsAtEnd(text: string): { content: string; tags: string[] } {
  const [whole, names] = /\n\nTags:\n((?: {2}[^\n]{1,200}(?:\n|$)){1,20})$/.exec(text) ?? [];
  if (whole === undefined) return { content: text, tags: [] };
  const tags = names.split(/,|\n/).map((name) => name.trim()).filter((name) => name !== "");
  return { content: text.slice(0, -whole.length), tags };
}
