import { FormatError, type ReadAttachment } from "../../formats/mod.ts";
import { type EntryGroup, type Journal, JournalError } from "../../journal/mod.ts";
import type { LeftOut } from "../model.ts";

/**
 * Stores the files of an entry, and returns the entry with them. They come before it: what an import
 * that breaks off leaves without an entry goes after a day. What cannot be kept is told.
 */
export async function keepFiles(
  group: EntryGroup,
  files: readonly ReadAttachment[],
  { journal, told }: { journal: Journal; told: LeftOut[] },
): Promise<EntryGroup> {
  const { entry } = group;
  if (!entry) return group;
  const attachments = [];
  for (const { name, type, alt, open } of files) {
    try {
      const { sha256 } = await journal.addBlob({ stream: await open(), name, type });
      attachments.push({ sha256, name, alt });
    } catch (error) {
      if (!(error instanceof JournalError) && !(error instanceof FormatError)) throw error;
      told.push({
        what: entry.values.title,
        why: `${name} was left out: ${error.message}`,
        isNote: true,
      });
    }
  }
  // Our own documents say themselves which files an entry has, and which ones it had.
  if (entry.values.attachments) return group;
  return { ...group, entry: { ...entry, values: { ...entry.values, attachments } } };
}
