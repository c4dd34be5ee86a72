import assert from "node:assert/strict";
import { sendPicture } from "../../../../lib/journal_pages/files/file_pages.ts";
import type { PageRequest } from "../../../../lib/journal_pages/context.ts";
import type { Preview } from "../../../../lib/pictures/mod.ts";

Deno.test("one person has so many pictures in line, and keeps nobody else from theirs", async () => {
  const gate = Promise.withResolvers<void>();
  const preview: Preview = { bytes: new Uint8Array(1), type: "image/jpeg", width: 1, height: 1 };
  const ask = async (subject: string) => {
    const request = { params: { size: "small" }, visitor: { subject } } as unknown as PageRequest;
    const reply = await sendPicture(request, async () => {
      if (subject === "ada") await gate.promise;
      return preview;
    });
    return (reply as Response).status;
  };
  const asked = Array.from({ length: 256 }, () => ask("ada"));
  assert.equal(await ask("ada"), 503);
  assert.equal(await ask("ben"), 200);
  gate.resolve();
  assert.deepEqual(new Set(await Promise.all(asked)), new Set([200]));
  assert.equal(await ask("ada"), 200);
});
