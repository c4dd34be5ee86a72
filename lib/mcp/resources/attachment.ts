import { LimitError } from "../../journal/mod.ts";
import { completeAttachmentIds } from "../completions/attachments.ts";
import { type Resource, UNKNOWN_TYPE } from "../define/resource.ts";
import { ATTACHMENT_TEMPLATE } from "../uris.ts";

/** What is longer is had at the address that get_attachment gives. */
const MAX_BYTES = 4 * 2 ** 20;

export const attachment: Resource = {
  name: "attachment",
  title: "Attachment",
  description: "A file of an entry, up to 4 MiB; get_attachment gives an address of any.",
  mimeType: UNKNOWN_TYPE,
  changesWith: "entries",
  uri: ATTACHMENT_TEMPLATE,
  scopes: ["entries:read"],
  completeId: completeAttachmentIds,
  async read({ journal }, id) {
    const { attachment: { size, type } } = await journal.getAttachment(id);
    if (size > MAX_BYTES) {
      throw new LimitError("Attachment", { actual: size, limit: MAX_BYTES, unit: "bytes" });
    }
    const bytes = await new Response((await journal.readAttachment(id)).stream).bytes();
    return { mimeType: type, blob: bytes.toBase64() };
  },
};
