import type { Archive, Member } from "../../archive/archive.ts";
import { type FileIndex, indexFiles } from "../../archive/file_index.ts";
import { endingOf } from "../../archive/paths.ts";
import type { ReadItem } from "../../read_entry.ts";
import { jsonValues } from "../../text/json_stream.ts";
import { unreferred } from "../entry_files.ts";
import { skipped } from "../make_entry.ts";

/** Where a document is, and what lies beside it. */
export interface DocumentPlace {
  member: Member;
  files: FileIndex;
  referred: Set<Member>;
}

/**
 * Reads an archive with a JSON document an entry, beside its files. A document that cannot be read
 * leaves the others alone; files that none refers to are told, but for those with such endings.
 */
export async function* eachDocument(
  archive: Archive,
  { readOne, others = [] }: {
    readOne: (value: unknown, place: DocumentPlace) => ReadItem;
    /** Endings of files that say the same once more. */
    others?: readonly string[];
  },
): AsyncIterable<ReadItem> {
  const files = indexFiles(archive);
  const referred = new Set<Member>();
  for (const member of archive.members) {
    if (endingOf(member.path) !== "json") continue;
    try {
      for await (const { value } of jsonValues(member, ["$"])) {
        yield readOne(value, { member, files, referred });
      }
    } catch (error) {
      yield skipped(member.path, error);
    }
  }
  const read = ["json", ...others];
  yield* unreferred(archive, { referred, isRead: ({ path }) => read.includes(endingOf(path)) });
}
