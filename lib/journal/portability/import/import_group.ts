import { BusyError, JournalError } from "../../errors.ts";
import { importEntry } from "./import_entry.ts";
import type { StoredEntry } from "../../store/stored.ts";
import type { EntryGroup, EntryOutcome, Note, Problem } from "./import_model.ts";
import { importRevisions } from "./import_revisions.ts";
import type { ImportRun } from "./import_run.ts";

/** What became of an entry with its revisions; nothing where none of it could be imported. */
export interface GroupOutcome {
  outcome?: EntryOutcome["outcome"];
  /** The entry after it, where the document has more of it than revisions. */
  head?: StoredEntry;
  problems: Problem[];
  notes: Note[];
}

/**
 * Writes an entry of a document, and then its revisions.
 *
 * @param written what became of the entry, if it is written already
 */
export async function importGroup(
  run: ImportRun,
  group: EntryGroup,
  written?: EntryOutcome,
): Promise<GroupOutcome> {
  let entry = written;
  if (group.entry && !entry) {
    try {
      entry = await importEntry(run, group.entry);
    } catch (error) {
      if (!(error instanceof JournalError) || error instanceof BusyError) throw error;
      const { index } = group.entry;
      return { problems: [{ index, reason: error.message, code: error.code }], notes: [] };
    }
  }
  if (run.keepsExisting && entry?.outcome === "skipped") {
    return { outcome: "skipped", head: entry.head, problems: [], notes: [] };
  }
  // For an entry that the viewer may not see, nothing is written and the report says created.
  const dryRun = run.dryRun || entry?.isHidden === true;
  const { added, problems } = await importRevisions({ ...run, dryRun }, group, { planned: entry });
  const notes = entry?.note ? [{ index: group.entry!.index, reason: entry.note }] : [];
  const told = { head: entry?.head, problems, notes };
  if (entry && entry.outcome !== "skipped") return { outcome: entry.outcome, ...told };
  if (added > 0) return { outcome: "updated", ...told };
  const isKnown = entry !== undefined || problems.length < group.revisions.length;
  return { outcome: isKnown ? "skipped" : undefined, ...told };
}
