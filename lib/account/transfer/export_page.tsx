import { JournalError } from "../../journal/mod.ts";
import { ForgedPage } from "../../pages/message.tsx";
import type { Measured, Selected } from "../../transfer/mod.ts";
import type { DataAction } from "../data_action.ts";
import type { DataContext, DataRequest } from "../context.ts";
import { type ChosenPart, ExportPage } from "../pages/transfer/export.tsx";
import { ExportProgressPage } from "../pages/transfer/export_progress.tsx";
import { EXPORT_SCRIPT } from "../pages/transfer/export_script.ts";
import type { ShownPage } from "../reply.ts";
import { formToken, hasFormToken, TOKEN_FIELD } from "./form_token.ts";

/** The form that takes a journal along, with what somebody has chosen in it. */
export async function showExport(
  request: DataRequest,
  { dataOf }: DataContext,
  given?: { problem?: string; measured?: Measured; fields: URLSearchParams },
): Promise<ShownPage> {
  const { journal, latestExport } = dataOf(request.account.subject);
  const [tags, latest] = await Promise.all([journal.listTags(), latestExport()]);
  const { problem, measured, fields = request.query } = given ?? {};
  const names = tags.map(({ name }) => name);
  const page = (
    <ExportPage
      tags={names}
      chosen={chosenIn(fields, names)}
      format={formatIn(fields)}
      measured={measured}
      latest={latest}
      token={formToken(request)}
      problem={problem}
    />
  );
  return { page, script: EXPORT_SCRIPT, status: problem ? 400 : 200 };
}

/** How far the download of this person is: what the script looks at, and a page without it. */
export async function showProgress(
  { account }: DataRequest,
  { dataOf }: DataContext,
): Promise<ShownPage> {
  return { page: <ExportProgressPage latest={await dataOf(account.subject).latestExport()} /> };
}

/** What is filled in: of the address that a client has given, or of the form that was sent. */
function chosenIn(given: URLSearchParams, names: readonly string[]): ChosenPart {
  const dayIn = (field: string) => /^\d{4}-\d\d-\d\d$/.exec(given.get(field)?.trim() ?? "")?.[0];
  const tag = given.get("tag")?.trim().toLowerCase();
  return {
    from: dayIn("from"),
    to: dayIn("to"),
    tag: names.find((name) => name.toLowerCase() === tag),
  };
}

/** A zip of the journal, or of the entries that are chosen. */
export const exportFile: DataAction = async (request, context) => {
  const { form, account } = request;
  if (!hasFormToken(request, form.get(TOKEN_FIELD))) return { page: <ForgedPage />, status: 403 };
  const { exportZip } = context.dataOf(account.subject);
  const { value: zip, problem } = await orProblem(() => exportZip(partIn(form), formatIn(form)));
  if (zip) {
    await context.told?.tell(account.subject, { kind: "export" });
    return { file: zip, format: "zip" };
  }
  return await showExport(request, context, { problem, fields: form });
};

/** How much the zip of the chosen entries would be. */
export const measureExport: DataAction = async (request, context) => {
  const { form, account } = request;
  if (!hasFormToken(request, form.get(TOKEN_FIELD))) return { page: <ForgedPage />, status: 403 };
  const { measureZip } = context.dataOf(account.subject);
  const { value: measured, problem } = await orProblem(() => measureZip(partIn(form)));
  return await showExport(request, context, { problem, measured, fields: form });
};

function partIn(fields: URLSearchParams): Selected {
  const [from, to, tag] = ["from", "to", "tag"]
    .map((name) => fields.get(name)?.trim() || undefined);
  return { from, to, tag };
}

function formatIn(fields: URLSearchParams): "epicme" | "dayone" {
  return fields.get("format") === "dayone" ? "dayone" : "epicme";
}

/** What somebody has chosen wrongly is said in words. */
async function orProblem<T>(work: () => Promise<T>): Promise<{ value?: T; problem?: string }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    return { problem: `${error.message}. ${error.advice}` };
  }
}
