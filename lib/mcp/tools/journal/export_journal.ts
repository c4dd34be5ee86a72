import { z } from "zod";
import { InvalidError, isId } from "../../../journal/mod.ts";
import { join } from "../../answers/entries.ts";
import { entriesAsMarkdown } from "../../answers/markdown.ts";
import { exportStatus, exportStatusText } from "../../answers/export_status.ts";
import { DOCUMENT_BYTES, exportAnswer } from "../../answers/portability.ts";
import { openPage } from "../../define/open_page.ts";
import * as schema from "../../schemas.ts";
import { defineTool, READS } from "../../define/tool.ts";
import type { ToolContext } from "../../define/tool_context.ts";

const format = z.enum(["zip", "markdown", "json"]);

const output = z.object({
  format,
  url: z.string().optional(),
  download: z.object({
    state: z.string(),
    percent: z.int().optional(),
    entries: z.int().optional(),
    of: z.int().optional(),
    endedAt: schema.time.optional(),
  }).optional(),
  document: z.string().optional(),
  isCut: z.literal(true).optional()
    .describe("It ends within a record: join it with the next page before an import"),
  nextCursor: z.string().optional(),
});

/** What is asked for, but for the page. */
interface Selected {
  tag?: string;
  from?: string;
  to?: string;
  timeZone?: string;
}

export const exportJournal = defineTool({
  name: "export_journal",
  title: "Export journal",
  description:
    "Exports the journal, all or a part. zip: the url where the person downloads it with its files, and how far that is. " +
    "markdown: whole entries for you to read, newest first. json: all, in pages that import_entries takes.",
  annotations: READS,
  scopes: ["entries:read", "tags:read"],
  input: z.strictObject({
    format,
    tag: schema.tagReference.optional(),
    from: schema.writtenTime.optional(),
    to: schema.writtenTime.optional(),
    timeZone: schema.timeZone.optional(),
    cursor: schema.cursor,
  }),
  output,
  async run({ format, cursor, ...selected }, context) {
    const { journal } = context;
    if (format === "zip") return await zipPage(selected, context);
    if (format === "markdown") {
      return await entriesAsMarkdown({ journal, query: { ...selected, cursor }, output });
    }
    if (Object.values(selected).some((value) => value !== undefined)) {
      const advice = "Leave tag, from, to and timeZone out, or ask for zip or markdown";
      throw new InvalidError("The JSON document is the whole journal", advice);
    }
    const query = { format, cursor, maxBytes: DOCUMENT_BYTES };
    return exportAnswer(format, await journal.exportPage(query, context.progress));
  },
});

/** Sends the person to the page that makes the zip, with what is selected filled in. */
async function zipPage(selected: Selected, { account, journal, scopes }: ToolContext) {
  if (account === undefined) {
    const advice = "Ask for json, page by page, or for some entries as markdown";
    throw new InvalidError("This server has no page to download a zip", advice);
  }
  // What is wrong with it is said here, and not to the person on the page.
  await journal.listEntries({ ...selected, limit: 1 });
  const { tag, from, to } = selected;
  const name = tag !== undefined && isId(tag) ? (await journal.getTag(tag)).name : tag;
  const url = new URL(`${account.page}/export`);
  // The page knows days.
  const preset = { from: from?.slice(0, DAY.length), to: to?.slice(0, DAY.length), tag: name };
  for (const [field, value] of Object.entries(preset)) {
    if (value !== undefined) url.searchParams.set(field, value);
  }
  const { href } = url;
  const latest = await account.latestExport();
  const seesPrivate = scopes.has("entries:private");
  const download = latest && exportStatus(latest, { seesPrivate });
  const link = `The person downloads the zip at ${href}: show them this link. They sign in there.`;
  const answer = {
    structured: { format: "zip" as const, url: href, ...download && { download } },
    text: join([exportStatusText(download), link]),
  };
  // Whoever downloads is not asked once more: this is a question how far it is.
  if (download) return answer;
  const message = "Download your journal as a zip, with its pictures and other files.";
  return openPage({ message, url: href, answer });
}

const DAY = "2026-11-23";
