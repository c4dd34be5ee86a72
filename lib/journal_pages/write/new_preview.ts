import type { PageRequest, Reply } from "../context.ts";
import { sendPicture } from "../files/file_pages.ts";
import { digestOf } from "../form/shown_files.ts";

/** A small picture of a file that a form has brought, and no entry has yet. */
export async function sendNewPreview(request: PageRequest): Promise<Reply> {
  const { person, params } = request;
  const sha256 = digestOf(params.id) ?? "";
  return await sendPicture(request, (maxSide) => person.previewFile(sha256, { maxSide }));
}
