import assert from "node:assert/strict";
import { BusyError } from "../../../../lib/bounded.ts";
import { sendPicture } from "../../../../lib/journal_pages/files/file_pages.ts";
import type { PageRequest } from "../../../../lib/journal_pages/context.ts";

Deno.test("a picture for which there is no room in line is asked for again later", async () => {
  const request = { params: { size: "small" } } as unknown as PageRequest;
  const reply = await sendPicture(request, () => Promise.reject(new BusyError("Too many")));
  const { status, headers } = reply as Response;
  assert.deepEqual([status, headers.get("retry-after")], [503, "10"]);
});
