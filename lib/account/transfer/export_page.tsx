import { JournalError } from "../../journal/mod.ts";
import { ForgedPage } from "../../pages/message.tsx";
import type { Action } from "../actions.ts";
import type { AccountContext, SignedInRequest } from "../context.ts";
import { type ChosenPart, ExportPage } from "../pages/transfer/export.tsx";
import type { ShownPage } from "../reply.ts";
import { formToken, hasFormToken, TOKEN_FIELD } from "./form_token.ts";

/** The form that takes a journal along. */
export async function showExport(
  request: SignedInRequest,
  { dataOf }: AccountContext,
  problem?: string,
): Promise<ShownPage> {
  const { journal } = dataOf(request.account.subject);
  const tags = await journal.listTags();
  const names = tags.map(({ name }) => name);
  const page = (
    <ExportPage
      tags={names}
      chosen={chosenIn(problem ? request.form : request.query, names)}
      token={formToken(request)}
      problem={problem}
    />
  );
  return { page, status: problem ? 400 : 200 };
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
export const exportFile: Action = async (request, context) => {
  const { form, account } = request;
  if (!hasFormToken(request, form.get(TOKEN_FIELD))) return { page: <ForgedPage />, status: 403 };
  const [from, to, tag] = ["from", "to", "tag"].map((name) => form.get(name)?.trim() || undefined);
  try {
    return { zip: await context.dataOf(account.subject).exportZip({ from, to, tag }) };
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    return await showExport(request, context, `${error.message}. ${error.advice}`);
  }
};
