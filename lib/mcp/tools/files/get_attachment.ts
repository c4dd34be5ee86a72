import { z } from "zod";
import { BusyError } from "../../../bounded.ts";
import type { Attachment } from "../../../journal/mod.ts";
import { MODEL_SIDE, NoPreviewError } from "../../../pictures/mod.ts";
import { iso, join } from "../../answers/entries.ts";
import type { RequestContext } from "../../define/request_context.ts";
import { defineTool, READS } from "../../define/tool.ts";
import { attachmentIdIn } from "../../uris.ts";

/** Without structured content: some clients show a model nothing else beside it, so no picture. */
export const getAttachment = defineTool({
  name: "get_attachment",
  title: "Get attachment",
  description: "Shows a picture of an entry; of any file, an address to get it for 15 minutes.",
  annotations: READS,
  scopes: ["entries:read"],
  input: z.strictObject({ id: z.string() }),
  output: undefined,
  async run({ id: named }, context) {
    const id = attachmentIdIn(named);
    const { attachment } = await context.journal.getAttachment(id);
    const { url, expiresAt } = await context.files.downloadLink(id);
    const { name, type, size, alt } = attachment;
    const { image, note } = await preview(context, attachment);
    return {
      structured: undefined,
      text: join([
        `"${name}": ${type}, ${size} bytes`,
        alt,
        note,
        `The file itself, until ${iso(expiresAt)}: ${url}`,
      ]),
      image,
      files: [{
        uri: url,
        name,
        mimeType: type,
        size,
        ...alt !== undefined && { description: alt },
      }],
    };
  },
});

/** The picture as a model can look at it, or a sentence on why there is none. */
async function preview({ journal, files }: RequestContext, attachment: Attachment) {
  if (!attachment.type.startsWith("image/")) return {};
  try {
    const { bytes, type, width, height } = await files.preview(attachment, {
      maxSide: MODEL_SIDE,
      read: async () =>
        await new Response((await journal.readAttachment(attachment.id)).stream).bytes(),
    });
    const image = { data: bytes.toBase64(), mimeType: type };
    return { image, note: `Shown at ${width} x ${height} pixels.` };
  } catch (error) {
    if (error instanceof BusyError) {
      return {
        note: "It cannot be shown now: too many pictures are in line. Try again in a moment.",
      };
    }
    if (!(error instanceof NoPreviewError)) throw error;
    return { note: `It cannot be shown: ${error.message}. The file is kept as it is.` };
  }
}
