import assert from "node:assert/strict";
import { BusyError } from "../../../lib/bounded.ts";
import { NoPreviewError, openPreviews } from "../../../lib/pictures/mod.ts";

Deno.test("a picture that cannot be decoded is tried once, whoever asks for it", async () => {
  const previews = openPreviews();
  let reads = 0;
  const read = () => Promise.resolve((reads++, new TextEncoder().encode("no picture at all")));
  const broken = { sha256: "a".repeat(64), type: "image/jpeg", size: 17 };
  for (const maxSide of [400, 1_568, 400]) {
    await assert.rejects(previews.of(broken, { userId: "ada", maxSide, read }), NoPreviewError);
  }
  assert.equal(reads, 1);
  previews.close();
});

Deno.test("one person has so many pictures in line, and keeps nobody else from theirs", async () => {
  const previews = openPreviews();
  const gate = Promise.withResolvers<void>();
  const read = async () => {
    await gate.promise;
    throw new Error("That is all");
  };
  const ask = (userId: string, n: number) => {
    const picture = { sha256: `${userId} ${n}`, type: "image/jpeg", size: 1 };
    return previews.of(picture, { userId, maxSide: 400, read });
  };
  const asked = Array.from({ length: 256 }, (_, n) => ask("ada", n));
  await assert.rejects(ask("ada", 256), BusyError);
  asked.push(...Array.from({ length: 16 }, (_, n) => ask(`person ${n}`, 0)));
  await assert.rejects(ask("one too many", 0), BusyError);
  gate.resolve();
  for (const each of asked) await assert.rejects(each, /That is all/);
  await assert.rejects(ask("ada", 256), /That is all/);
  previews.close();
});
