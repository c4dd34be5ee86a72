import { sha256 } from "../../../digest.ts";
import { z } from "zod";
import { confirm } from "../../define/confirm.ts";
import type { ImportReport } from "../../../journal/mod.ts";
import { pageThatFits } from "../../answers/budget.ts";
import { importAnswer } from "../../answers/portability.ts";
import * as schema from "../../schemas.ts";
import { defineTool, SETS } from "../../define/tool.ts";

/** More than this is not written without the person. */
const MAX_UNASKED = 100;

/** No entry of any format is shorter, so a short document needs no dry run first. */
const MIN_ENTRY_CHARACTERS = 40;

const output = z.object({
  created: z.int(),
  updated: z.int(),
  skipped: z.int(),
  failed: z.int(),
  errors: z.array(z.object({ index: z.int(), reason: z.string() }))
    .describe("The first, up to 100, by their place in the document from 0"),
  notes: z.array(z.object({ index: z.int(), reason: z.string() })).optional()
    .describe("Of which records something was left out or not taken"),
});

export const importEntries = defineTool({
  name: "import_entries",
  title: "Import entries",
  description:
    "Imports entries from a JSON document: pages of export_journal or all of it, or an " +
    "export of Day One or jrnl. An entry is imported once; of one that has changed there, what has " +
    "changed is taken. Do a dryRun first. Asks the person about more than 100 entries.",
  annotations: SETS,
  scopes: ["entries:write", "tags:write"],
  input: z.strictObject({
    format: z.enum(["epicme", "dayone", "jrnl"]).describe("epicme: JSON of export_journal"),
    timeZone: schema.timeZone.optional().describe(
      "Of times without an offset: IANA name; the person's if absent",
    ),
    dryRun: z.boolean().optional().describe("Answer the same and write nothing"),
    document: z.string().describe("The JSON text"),
  }),
  output,
  async run({ dryRun, ...draft }, { journal, isConfirmed, progress, signal }) {
    // A confirmation is for exactly this document.
    const target = sha256(JSON.stringify(draft));
    const isLong = draft.document.length > MAX_UNASKED * MIN_ENTRY_CHARACTERS;
    if (dryRun || isLong && !isConfirmed(target)) {
      const dryRunReport = await journal.importEntries({ ...draft, dryRun: true }, { signal });
      if (dryRun) return await answerThatFits(dryRunReport, { dryRun });
      const { created, updated } = dryRunReport;
      if (created + updated > MAX_UNASKED) {
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
