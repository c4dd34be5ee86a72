import type { Tool } from "../define/tool.ts";
import { whoami } from "./person/whoami.ts";
import { createEntry } from "./entries/create_entry.ts";
import { getEntry } from "./entries/get_entry.ts";
import { listEntries } from "./entries/list_entries.ts";
import { searchEntries } from "./entries/search_entries.ts";
import { updateEntry } from "./entries/update_entry.ts";
import { deleteEntry } from "./entries/delete_entry.ts";
import { restoreEntry } from "./entries/restore_entry.ts";
import { purgeEntry } from "./entries/purge_entry.ts";
import { listRevisions } from "./entries/list_revisions.ts";
import { restoreRevision } from "./entries/restore_revision.ts";
import { addTagToEntry } from "./entries/add_tag_to_entry.ts";
import { removeTagFromEntry } from "./entries/remove_tag_from_entry.ts";
import { requestUpload } from "./files/request_upload.ts";
import { getAttachment } from "./files/get_attachment.ts";
import { createTag } from "./tags/create_tag.ts";
import { getTag } from "./tags/get_tag.ts";
import { listTags } from "./tags/list_tags.ts";
import { updateTag } from "./tags/update_tag.ts";
import { deleteTag } from "./tags/delete_tag.ts";
import { listActivity } from "./person/list_activity.ts";
import { onThisDay } from "./journal/on_this_day.ts";
import { journalStats } from "./journal/journal_stats.ts";
import { exportJournal } from "./journal/export_journal.ts";
import { importEntries } from "./journal/import_entries.ts";
import { deleteMyData } from "./person/delete_my_data.ts";

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
  requestUpload,
  getAttachment,
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

const byName = new Map(TOOLS.map((tool) => [tool.name, tool]));

/** Returns the tool called `name`, if there is one. */
export function findTool(name: string): Tool | undefined {
  return byName.get(name);
}
