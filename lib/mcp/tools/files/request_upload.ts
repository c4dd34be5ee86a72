import { z } from "zod";
import { iso } from "../../answers/entries.ts";
import { ADDS, defineTool } from "../../define/tool.ts";
import * as schema from "../../schemas.ts";

/** As servers do it until MCP has a transfer of files: whoever has the address puts the bytes there. */
export const requestUpload = defineTool({
  name: "request_upload",
  title: "Request upload",
  description: "Returns an address to PUT one file to, and the key that attachments take.",
  annotations: ADDS,
  scopes: ["entries:write"],
  input: z.strictObject({ name: z.string() }),
  output: z.object({
    key: z.string(),
    url: z.string(),
    maxBytes: z.int(),
    expiresAt: schema.time,
  }),
  async run({ name }, { journal, files }) {
    const upload = await journal.requestUpload({ name });
    const { id: key, maxBytes, expiresAt } = upload;
    const url = await files.uploadUrl(upload);
    return {
      structured: { key, url, maxBytes, expiresAt },
      text: `PUT the bytes of the file to ${url} until ${iso(expiresAt)} (up to ${maxBytes} ` +
        `bytes, such as: curl -T FILE 'ADDRESS'). Then give ${key} in attachments of create_entry ` +
        "or update_entry. Show the address to nobody else.",
    };
  },
});
