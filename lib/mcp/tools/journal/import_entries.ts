import { sha256 } from "../../../digest.ts";
import { z } from "zod";
import { confirm } from "../../define/confirm.ts";
import { type ImportReport, InvalidError } from "../../../journal/mod.ts";
import { pageThatFits } from "../../answers/budget.ts";
import { statusOf, statusText } from "../../answers/import_status.ts";
import { importAnswer } from "../../answers/portability.ts";
import * as schema from "../../schemas.ts";
import { openPage } from "../../define/open_page.ts";
import { defineTool, SETS } from "../../define/tool.ts";
import type { ToolContext } from "../../define/tool_context.ts";

/** More than this is not written without the person. */
const MAX_UNASKED = 100;

/** No entry of any format is shorter, so a short document needs no dry run first. */
const MIN_ENTRY_CHARACTERS = 40;

const places = z.array(z.object({ index: z.int(), reason: z.string() })).optional();

const output = z.object({
  created: z.int().optional(),
  updated: z.int().optional(),
  skipped: z.int().optional(),
  failed: z.int().optional(),
  errors: places.describe("The first, up to 100, by their place in the document from 0"),
  notes: places.describe("Of which records something was left out or not taken"),
  url: z.string().optional(),
  file: z.object({
    state: z.string(),
    percent: z.int().optional(),
    entries: z.int().optional(),
    of: z.int().optional(),
    leftOut: z.int().optional(),
    endedAt: schema.time.optional(),
  }).optional(),
});

export const importEntries = defineTool({
  name: "import_entries",
  title: "Import entries",
  description:
    "Imports up to 100 entries from a JSON document of export_journal, Day One or jrnl, each once; " +
    "of one that has changed there, what has changed. Do a dryRun first. More, or a file, is " +
    "imported by the person at url: without document, this tells url and how far their file is.",
  annotations: SETS,
  scopes: ["entries:write", "tags:write"],
  input: z.strictObject({
    format: z.enum(["epicme", "dayone", "jrnl"]).optional()
      .describe("Of document. epicme: of export_journal"),
    timeZone: schema.timeZone.optional().describe("Of times without an offset"),
    dryRun: z.boolean().optional().describe("Answer the same and write nothing"),
    openPage: z.boolean().optional().describe("true: ask the person to open url"),
    document: z.string().optional().describe("The JSON text"),
  }),
  output,
  async run({ dryRun, format, document, openPage: opens, ...rest }, context) {
    if (document === undefined) return await aboutFile(context, { opens: opens === true });
    if (format === undefined) {
      throw new InvalidError("format is missing", "Give epicme, dayone or jrnl");
    }
    const draft = { format, document, ...rest };
    const { journal, isConfirmed, opensPages, progress, signal } = context;
    // A confirmation is for exactly this document.
    const target = sha256(JSON.stringify(draft));
    const isLong = document.length > MAX_UNASKED * MIN_ENTRY_CHARACTERS;
    if (dryRun || isLong && !isConfirmed(target)) {
      const dryRunReport = await journal.importEntries({ ...draft, dryRun: true }, { signal });
      if (dryRun) return await answerThatFits(dryRunReport, { dryRun });
      const { created, updated } = dryRunReport;
      if (created + updated > MAX_UNASKED) {
        if (opensPages && context.account) return await aboutFile(context, { opens: true });
        return confirm({
          message: `Import ${created} new entries into your journal and update ${updated}?`,
          target,
          instead: (accountPage) =>
            accountPage === undefined
              ? `Import in parts of ${MAX_UNASKED} entries or fewer a call`
              : `They can import the whole file themselves at ${accountPage}/import. Otherwise ` +
                `import in parts of ${MAX_UNASKED} entries or fewer a call`,
        });
      }
    }
    const report = await journal.importEntries(draft, { onProgress: progress, signal });
    return await answerThatFits(report);
  },
});

/** Where the person imports a file, and how far that is. */
async function aboutFile({ account, scopes }: ToolContext, { opens }: { opens: boolean }) {
  if (account === undefined) {
    throw new InvalidError(
      "This server has no page to import a file",
      `Give a JSON document, in parts of ${MAX_UNASKED} entries or fewer a call`,
    );
  }
  const url = `${account.page}/import`;
  const job = await account.latestImport();
  const file = job && statusOf(job, { seesPrivate: scopes.has("entries:private") });
  const answer = { structured: { url, ...file && { file } }, text: statusText(file, url) };
  if (!opens) return answer;
  const message =
    "Import a journal from a file: choose it, see what is in it, then import it. You " +
    "can undo that for 30 days.";
  return openPage({ message, url, answer });
}

function answerThatFits(report: ImportReport, options?: { dryRun: boolean }) {
  const { errors, notes } = report;
  return pageThatFits({
    output,
    read: (limit) => ({
      ...report,
      errors: errors.slice(0, limit),
      ...notes && { notes: notes.slice(0, limit) },
    }),
    count: (page) => Math.max(page.errors.length, page.notes?.length ?? 0),
    answer: (page) => importAnswer(page, options),
  });
}
