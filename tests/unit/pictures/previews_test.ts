import assert from "node:assert/strict";
import { NoPreviewError, openPreviews } from "../../../lib/pictures/mod.ts";

Deno.test("a picture that cannot be decoded is tried once, whoever asks for it", async () => {
  const previews = openPreviews();
  let reads = 0;
  const read = () => Promise.resolve((reads++, new TextEncoder().encode("no picture at all")));
  const broken = { sha256: "a".repeat(64), type: "image/jpeg", size: 17 };
  for (const maxSide of [400, 1_568, 400]) {
    await assert.rejects(previews.of(broken, { maxSide, read }), NoPreviewError);
  }
  assert.equal(reads, 1);
  previews.close();
});
