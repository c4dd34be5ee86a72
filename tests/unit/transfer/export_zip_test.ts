import assert from "node:assert/strict";
import type { ExportRecord } from "../../../lib/journal/mod.ts";
import { exportZip } from "../../../lib/transfer/export/mod.ts";
import { entryRecord } from "../journal/portability/helpers.ts";

/** So many entries with texts that do not get smaller, after each of which `work` is done. */
async function* entries(count: number, work: (n: number) => void = () => {}) {
  for (let n = 0; n < count; n++) {
    const bytes = crypto.getRandomValues(new Uint8Array(30_000));
    yield await Promise.resolve(entryRecord(n, { content: bytes.toBase64() }) as ExportRecord);
    work(n);
  }
}

Deno.test("a zip is read from the journal no faster than it is taken", async () => {
  let read = 0;
  const zip = exportZip({ records: () => entries(500, () => read++), now: Date.now });
  const reader = zip.getReader();
  await reader.read();
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert(read < 50, `${read} of 500 entries`);
  await reader.cancel();
});

Deno.test("whoever takes a zip of which the journal fails in the middle is told, not left waiting", async () => {
  for (const half of [1, 2]) {
    let calls = 0;
    const fail = (n: number) => {
      if (n === 5 && calls === half) throw new Error("The disk is gone");
    };
    const zip = exportZip({ records: () => (calls++, entries(10, fail)), now: Date.now });
    await assert.rejects(new Response(zip).arrayBuffer(), /The disk is gone/);
  }
});
