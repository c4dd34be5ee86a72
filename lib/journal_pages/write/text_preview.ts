import type { FormRequest, Reply } from "../context.ts";
import { renderMarkdown } from "../text/markdown.ts";
import { FIELD, readForm } from "./read_form.ts";
import { findFiles } from "./shown_files.ts";

/** The text of a form as it will look, for the script of the form. */
export async function sendPreviewOfText({ person, form: fields }: FormRequest): Promise<Reply> {
  const { values } = readForm(fields);
  const entryId = fields.get(FIELD.entry);
  // One that is gone meanwhile is no reason to show nothing.
  const entry = entryId ? await person.journal.getEntry(entryId).catch(() => undefined) : undefined;
  const { files } = await findFiles(person, { refs: values.files, entry });
  const html = renderMarkdown(values.content, { attachments: files });
  return Response.json({ html }, { headers: { "cache-control": "no-store" } });
}
