import type { Tool } from "../tool.ts";
import { addTagToEntry } from "./add_tag_to_entry.ts";
import { createEntry } from "./create_entry.ts";
import { createTag } from "./create_tag.ts";
import { deleteMyData } from "./delete_my_data.ts";
import { deleteEntry } from "./delete_entry.ts";
import { deleteTag } from "./delete_tag.ts";
import { exportJournal } from "./export_journal.ts";
import { getEntry } from "./get_entry.ts";
import { getTag } from "./get_tag.ts";
import { importEntries } from "./import_entries.ts";
import { listActivity } from "./list_activity.ts";
import { journalStats } from "./journal_stats.ts";
import { listEntries } from "./list_entries.ts";
import { listRevisions } from "./list_revisions.ts";
import { listTags } from "./list_tags.ts";
import { purgeEntry } from "./purge_entry.ts";
import { onThisDay } from "./on_this_day.ts";
import { removeTagFromEntry } from "./remove_tag_from_entry.ts";
import { restoreEntry } from "./restore_entry.ts";
import { searchEntries } from "./search_entries.ts";
import { restoreRevision } from "./restore_revision.ts";
import { updateEntry } from "./update_entry.ts";
import { updateTag } from "./update_tag.ts";
import { whoami } from "./whoami.ts";

/** Every tool, in the order in which they are listed. A new tool is a file and a line here. */
export const TOOLS: readonly Tool[] = [
  whoami,
  createEntry,
  getEntry,
  listEntries,
  searchEntries,
  updateEntry,
  deleteEntry,
  restoreEntry,
  purgeEntry,
  listRevisions,
  restoreRevision,
  addTagToEntry,
  removeTagFromEntry,
  createTag,
  getTag,
  listTags,
  updateTag,
  deleteTag,
  listActivity,
  onThisDay,
  journalStats,
  exportJournal,
  importEntries,
  deleteMyData,
];
