import { FormatError, type ReadAttachment } from "../../formats/mod.ts";
import { type EntryGroup, type Journal, JournalError, LIMITS } from "../../journal/mod.ts";
import type { LeftOut } from "../model.ts";

/**
 * Stores the files of an entry, and returns the entry with them. They come before it: what an import
 * that breaks off leaves without an entry goes after a day. What cannot be kept is told; an entry with
 * more files than one can have comes with the first of them.
 */
export async function keepFiles(
  group: EntryGroup,
  files: readonly ReadAttachment[],
  { journal, told }: { journal: Journal; told: LeftOut[] },
): Promise<EntryGroup> {
  const { entry } = group;
  if (!entry) return group;
  const attachments = [];
  const kept = new Set<string>();
  // All names have to have room: without them a file is not found in its text.
  const names = files.slice(0, LIMITS.attachmentsPerEntry);
  let room = LIMITS.attachmentTextBytes -
    names.reduce((bytes, { name }) => bytes + 2 * name.length, 0);
  const leaveOut = (name: string, why: string) =>
    told.push({ what: entry.values.title, why: `${name} was left out: ${why}`, isNote: true });
  for (const { name, type, alt, open } of files) {
    if (kept.size === LIMITS.attachmentsPerEntry) {
      leaveOut(name, `An entry has ${LIMITS.attachmentsPerEntry} files at most`);
      continue;
    }
    try {
      const { sha256 } = await journal.addBlob({ stream: await open(), name, type });
      const words = alt?.slice(0, LIMITS.altCharacters).replace(/\s+/g, " ").trim().toWellFormed();
      const hasRoom = words !== undefined && 2 * words.length <= room;
      if (hasRoom) room -= 2 * words.length;
      attachments.push({ sha256, name, alt: hasRoom ? words : undefined });
      kept.add(sha256);
    } catch (error) {
      if (!(error instanceof JournalError) && !(error instanceof FormatError)) throw error;
      leaveOut(name, error.message);
    }
  }
  // Our own documents say themselves which files an entry has, and which ones it had.
  if (entry.values.attachments) return group;
  return { ...group, entry: { ...entry, values: { ...entry.values, attachments } } };
}
