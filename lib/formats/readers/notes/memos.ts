import { EntryFiles, unreferred, withFiles } from "../entry_files.ts";
import { type FileIndex, indexFiles } from "../../archive/file_index.ts";
import type { Archive, Member } from "../../archive/archive.ts";
import { endingOf, nameOf } from "../../archive/paths.ts";
import type { Reader, ReadItem } from "../../read_entry.ts";
import { jsonValues } from "../../text/json_stream.ts";
import { leftovers, untaken } from "../../text/leftovers.ts";
import { moment } from "../../text/time/plain_time.ts";
import { peek, readText } from "../../text/read_text.ts";
import { makeEntry, skipped } from "../make_entry.ts";
import { coordinates, isRecord, type Json, listIn, msIn, namesIn, recordIn } from "../values.ts";
import { numberIn, textIn } from "../values.ts";

/** Of its export, of its API and of what scripts make of it, old and new. */
const TAKEN = [
  ...["name", "uid", "id", "content", "createTime", "updateTime", "displayTime", "createdTs"],
  ...["updatedTs", "displayTs", "visibility", "pinned", "tags", "property", "location"],
  ...["attachments", "resources", "resourceList", "snippet", "nodes", "creator", "creatorId"],
  ...["creatorName", "creatorUsername", "state", "rowStatus", "contentPath"],
  ...["created_at", "updated_at", "display_time"],
];

/** A tag in the text of a memo. */
const TAG = /(?<=^|\s)#([\p{L}\p{N}_/-]{1,100})/gu;

function documents({ members }: Archive): Member[] {
  return members.filter(({ path }) => endingOf(path) === "json");
}

/**
 * Reads memos in JSON beside their files: those that the app exports since its version 0.31, a record
 * and a text each, or as its API answers them, a list, or `memos`.
 */
export const readMemos: Reader = async function* (archive) {
  const files = indexFiles(archive);
  const referred = new Set<Member>();
  const read = new Set(documents(archive));
  const isExport = archive.members.some(({ path }) => nameOf(path) === "manifest.json");
  let count = 0;
  for (const document of documents(archive)) {
    const place = () => ({ what: `Memo ${++count}`, files, document, referred });
    if (!isExport) {
      for await (const { value } of jsonValues(document, await pathsIn(document))) {
        yield readOne(value, place());
      }
      continue;
    }
    try {
      for await (const { value } of jsonValues(document, ["$"])) {
        if (!isMemo(value)) continue;
        const text = files.resolve(value.contentPath, document.path);
        if (text) read.add(text);
        yield readOne({ ...value, content: text && await readText(text) }, place());
      }
    } catch (error) {
      yield skipped(document.path, error);
    }
  }
  yield* unreferred(archive, { referred, isRead: (member) => read.has(member) });
};

/** Whether it is a memo of an export, whose text is in a file of its own; its manifest is none. */
function isMemo(value: unknown): value is Json & { contentPath: string } {
  return isRecord(value) && typeof value.contentPath === "string";
}

async function pathsIn(document: Member): Promise<string[]> {
  const isList = (await peek(document, 1_024)).replace(/^\uFEFF/, "").trimStart().startsWith("[");
  return isList ? ["$.*"] : ["$.memos.*", "$.data.*"];
}

interface Place {
  what: string;
  files: FileIndex;
  document: Member;
  referred: Set<Member>;
}

function readOne(value: unknown, { what, files, document, referred }: Place): ReadItem {
  if (!isRecord(value)) return skipped(what, "It is not a memo");
  const createdAt = timeOf(value.createTime ?? value.created_at ?? value.createdTs);
  const at = timeOf(value.displayTime ?? value.display_time ?? value.displayTs) ?? createdAt;
  if (at === undefined) return skipped(what, "It does not say when it was written");
  const content = textIn(value.content) ?? "";
  const media = new EntryFiles(referred);
  const notes: string[] = [];
  const listed = [value.attachments, value.resources, value.resourceList].flatMap(listIn);
  const references = listed.filter(isRecord).flatMap((each) => {
    const name = textIn(each.filename) ?? "";
    const uid = textIn(each.name)?.split("/").at(-1);
    const path = textIn(each.path) ?? textIn(each.file_path) ?? name;
    const file = files.resolve(path, document.path) ?? (uid ? files.withStem(uid)[0] : undefined);
    if (file) return media.refer(file, { name, type: textIn(each.type) });
    if (textIn(each.externalLink)) {
      const mark = textIn(each.type)?.startsWith("image/") ? "!" : "";
      return [`${mark}[${name}](${each.externalLink})`];
    }
    notes.push(`Left out: ${name}; the archive has no such file`);
    return [];
  });
  const state = textIn(value.state) ?? textIn(value.rowStatus);
  const { placeholder, latitude, longitude } = recordIn(value.location);
  return makeEntry({
    format: "memos",
    source: sourceOf(value, at),
    content: withFiles(content, references),
    occurredAt: at,
    createdAt,
    updatedAt: timeOf(value.updateTime ?? value.updated_at ?? value.updatedTs),
    tags: [
      ...namesIn(value.tags),
      ...namesIn(recordIn(value.property).tags),
      ...[...content.matchAll(TAG)].map(([, tag]) => tag),
    ],
    location: textIn(placeholder) ?? coordinates(latitude, longitude),
    isFavorite: typeof value.pinned === "boolean" ? value.pinned : undefined,
    attachments: media.list,
    notes: [
      ...notes,
      // Visible to others there; here nobody else sees it.
      ...leftovers(
        untaken(value, TAKEN),
        untaken({ visibility: value.visibility === "PRIVATE" ? "" : value.visibility }, []),
        untaken({ state: /^normal$/i.test(state ?? "normal") ? "" : state }, []),
      ),
    ],
  });
}

function sourceOf({ uid, name, id }: Json, at: number): string {
  return textIn(uid) ?? textIn(name)?.replace(/^memos\//, "") ?? String(id ?? at);
}

/** ISO 8601, or the seconds of older versions. */
function timeOf(value: unknown): number | undefined {
  const seconds = numberIn(value);
  return seconds === undefined ? moment(value) : msIn(seconds * 1_000);
}
