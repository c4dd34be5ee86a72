import type { Archive, Member } from "../archive/archive.ts";
import { plainName, unreferred } from "./entry_files.ts";
import { endingOf, folderOf, nameOf } from "../archive/paths.ts";
import type { ReadAttachment, Reader } from "../read_entry.ts";
import { jsonValues } from "../text/json_stream.ts";
import { isRecord, listIn, textIn } from "./values.ts";

/** The document of our own zip, or our own document by itself. */
export function epicmeDocument({ members, isZip }: Archive): Member | undefined {
  return isZip ? members.find(({ path }) => nameOf(path) === "journal.json") : members[0];
}

/**
 * Reads our own zip: journal.json, whose records the journal reads, beside attachments/, where a file
 * lies in a folder that its SHA-256 names. The Markdown in entries/ is for people and other apps, and
 * says nothing that journal.json does not.
 */
export const readEpicme: Reader = async function* (archive) {
  const document = epicmeDocument(archive) ?? archive.members[0];
  const root = `${folderOf(document.path)}attachments/`;
  const bySha = new Map(
    archive.members.filter(({ path }) => path.startsWith(root))
      .map((member) => [nameOf(folderOf(member.path).slice(0, -1)), member]),
  );
  const referred = new Set<Member>();
  for await (const { value: record } of jsonValues(document, ["$.records.*"])) {
    const listed = isRecord(record) ? listIn(record.attachments).filter(isRecord) : [];
    const attachments: ReadAttachment[] = [];
    for (const { name, type, sha256, alt } of listed) {
      const member = bySha.get(textIn(sha256) ?? "");
      if (!member) {
        const what = textIn(name) ?? "A file";
        yield { kind: "skipped", what, why: "The archive has no file of it" };
        continue;
      }
      referred.add(member);
      attachments.push({
        name: plainName(textIn(name) ?? member.path),
        type: textIn(type),
        alt: textIn(alt),
        sha256: textIn(sha256),
        size: member.size,
        open: () => Promise.resolve(member.open()),
      });
    }
    yield { kind: "record", record, attachments };
  }
  const isRead = (member: Member) => member === document || endingOf(member.path) === "md";
  yield* unreferred(archive, { referred, isRead });
};
