import { NOT_KEPT } from "../../http/file_response.ts";
import { JOURNAL_PATHS, journalPathOf } from "../../pages/journal_paths.ts";
import { JournalError } from "../../journal/mod.ts";
import type { FormRequest, Person, Reply } from "../context.ts";
import { draftBodyOf } from "./draft_body.ts";
import { isEmpty, titleOf, type WriteForm } from "../form/form_values.ts";
import { FIELD, readForm } from "../form/read_form.ts";
import { problemOf } from "./receive_written.ts";

/** Keeps what somebody types, for the script of the form: answers under what, and when. */
export async function keepDraft({ person, form: fields }: FormRequest): Promise<Reply> {
  const form = readForm(fields, fields.get(FIELD.entry) || undefined);
  if (form.entryId === undefined && isEmpty(form.values)) {
    return new Response(null, { status: 204 });
  }
  try {
    return Response.json(await keep(person, form), { headers: NOT_KEPT });
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    return Response.json({ problem: problemOf(error) }, { status: 409, headers: NOT_KEPT });
  }
}

/** Keeps what a form holds as its draft. */
export async function keep(
  { drafts }: Pick<Person, "drafts">,
  form: WriteForm,
): Promise<{ key: string; kept: number }> {
  const { key, entryId, keptAt, values } = form;
  const { id, savedAt } = await drafts.keep({
    ...{ id: key, entryId, title: titleOf(values), body: draftBodyOf(form) },
    ifSavedAt: keptAt,
  });
  return { key: id, kept: savedAt };
}

/** Throws a draft away. */
export async function discardDraft(
  { person, params: { id }, request }: FormRequest,
): Promise<Reply> {
  await person.drafts.end(id);
  const from = URL.parse(request.headers.get("referer") ?? "")?.pathname;
  return { to: journalPathOf(from) ?? JOURNAL_PATHS.write, notice: "discarded" };
}
