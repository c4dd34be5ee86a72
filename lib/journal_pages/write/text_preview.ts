import { NOT_KEPT } from "../../http/file_response.ts";
import type { FormRequest, JournalPagesContext, Reply } from "../context.ts";
import { findEntry } from "./find_entry.ts";
import { takeForText } from "../limits.ts";
import { renderMarkdown } from "../text/markdown.ts";
import { FIELD, readForm } from "../form/read_form.ts";
import { findFiles } from "../form/shown_files.ts";

/** The text of a form as it will look, for the script of the form. */
export async function sendPreviewOfText(
  request: FormRequest,
  context: JournalPagesContext,
): Promise<Reply> {
  const { person, form: fields } = request;
  const { values } = readForm(fields);
  const retryAfter = await takeForText(context, request, values.content);
  if (retryAfter > 0) return tooOften(retryAfter);
  const entryId = fields.get(FIELD.entry);
  // One that is gone meanwhile is no reason to show nothing.
  const entry = entryId ? await findEntry(person, entryId) : undefined;
  const { files } = await findFiles(person, { refs: values.files, entry });
  const html = renderMarkdown(values.content, { attachments: files });
  return Response.json({ html }, { headers: NOT_KEPT });
}

function tooOften(retryAfter: number): Response {
  const headers = { "retry-after": String(retryAfter), ...NOT_KEPT };
  return Response.json({ problem: "Too many previews of a long text" }, { status: 429, headers });
}
