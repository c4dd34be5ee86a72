/** What each call is asked with: ids of what is there, and what the calls before have made. */
export interface Ids {
  entry: string;
  made?: string;
  revision?: string;
  tag?: string;
  attachment?: string;
}

const FILE = `data:text/plain;base64,${btoa("Tide at four.")}`;
const DOCUMENT = JSON.stringify({
  entries: [{ title: "A day", body: "At the lake.", date: "2026-11-01", time: "09:00" }],
});

/** One call of each kind, in an order in which each finds what it needs. */
export const CALLS: [what: string, tool: string, args: (ids: Ids) => Record<string, unknown>][] = [
  ["whoami", "whoami", () => ({})],
  ["get_entry, 1 KB", "get_entry", ({ entry }) => ({ id: entry })],
  ["list_entries, 20", "list_entries", () => ({})],
  ["list_entries, 50", "list_entries", () => ({ limit: 50 })],
  ["search_entries, 10", "search_entries", () => ({ query: "w900 w4000", limit: 10 })],
  ["on_this_day", "on_this_day", () => ({ date: "2026-11-19" })],
  ["journal_stats", "journal_stats", () => ({})],
  ["journal_stats of a year, byDay", "journal_stats", () => ({
    ...{ from: "2025-01-01", to: "2025-12-31", byDay: true },
  })],
  ["list_tags, 30", "list_tags", () => ({})],
  ["create_tag", "create_tag", () => ({ name: "lake", description: "Days at the lake" })],
  ["get_tag", "get_tag", ({ tag }) => ({ id: tag })],
  ["update_tag", "update_tag", ({ tag }) => ({ id: tag, name: "lakes" })],
  ["create_entry, 1 KB", "create_entry", () => ({
    ...{ title: "A walk", content: "The path was ours. ".repeat(54), tags: ["lakes"] },
    attachments: [FILE],
  })],
  ["get_attachment", "get_attachment", ({ attachment }) => ({ id: attachment })],
  ["update_entry, 1 KB", "update_entry", ({ made }) => ({ id: made, mood: "calm" })],
  ["list_revisions, 1", "list_revisions", ({ made }) => ({ id: made })],
  ["restore_revision, 1 KB", "restore_revision", ({ made, revision }) => ({
    ...{ id: made, revisionId: revision },
  })],
  ["remove_tag_from_entry", "remove_tag_from_entry", ({ made }) => ({ id: made, tag: "lakes" })],
  ["add_tag_to_entry", "add_tag_to_entry", ({ made }) => ({ id: made, tag: "lakes" })],
  ["delete_entry", "delete_entry", ({ made }) => ({ id: made })],
  ["restore_entry", "restore_entry", ({ made }) => ({ id: made })],
  ["delete_tag", "delete_tag", ({ tag }) => ({ id: tag })],
  ["request_upload", "request_upload", () => ({ name: "lake.jpg" })],
  ["export_journal, markdown", "export_journal", () => ({ format: "markdown" })],
  ["import_entries, dryRun of 1", "import_entries", () => ({
    ...{ format: "jrnl", document: DOCUMENT, dryRun: true },
  })],
  ["list_activity, 20", "list_activity", () => ({ limit: 20 })],
];
