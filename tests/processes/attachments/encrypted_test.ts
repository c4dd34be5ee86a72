import assert from "node:assert/strict";
import { fileBlobs } from "../../../lib/blobs/mod.ts";
import { addressIn } from "../../support/clients/address_in.ts";
import { callTool } from "../../support/clients/rpc.ts";
import { install } from "../../support/programs/installation.ts";
import { startProcess } from "../../support/programs/server_process.ts";
import { caller } from "../operations/helpers.ts";

const [KEY, OTHER] = [1, 2].map((byte) => new Uint8Array(32).fill(byte).toBase64());

Deno.test("with BLOB_KEY files are encrypted from then on, and no server starts without it", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "epicme-" });
  const files: { id: string; text: string }[] = [];
  try {
    for (const environment of [{}, { BLOB_KEY: KEY }] as Record<string, string>[]) {
      await using server = await startProcess({ dataDir, environment });
      const ada = await caller(server, "ada");
      const text = `Tide ${files.length} `.repeat(50_000);
      const { key, url } = await ada.call("request_upload", { name: "tide.txt" });
      await (await fetch(url, { method: "PUT", body: text })).body?.cancel();
      const { entry } = await ada.call("create_entry", {
        title: "Tide",
        content: "Tide",
        attachments: [key],
      });
      const { attachments: [{ id }] } = (await ada.call("get_entry", { id: entry.id })).entry;
      files.push({ id, text });
      for (const { id, text } of files) {
        const call = { era: "2026-07-28", token: ada.token, tool: "get_attachment" } as const;
        const { body } = await callTool(server.resource, { ...call, args: { id } });
        const address = addressIn(body.result.content);
        assert.equal(await (await fetch(address)).text(), text);
        const headers = { range: "bytes=100000-100009" };
        const part = await fetch(address, { headers });
        assert.equal(part.status, 206);
        assert.equal(await part.text(), text.slice(100_000, 100_010));
      }
    }
    const blobs = fileBlobs(`${dataDir}/blobs`);
    const kept = await Promise.all(
      (await Array.fromAsync(blobs.list(""))).toSorted().map(
        async (key) => await new Response(await blobs.get(key)).text(),
      ),
    );
    assert.deepEqual(kept.map((text) => text.includes("Tide")), [true, false]);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});

Deno.test("a server with another key, or with none, says so and does not start", async () => {
  await using installation = await install();
  {
    await using server = installation.task("start", { BLOB_KEY: KEY });
    await server.says(/EpicMe is ready/);
  }
  for (
    const [key, says] of [
      ["", /BLOB_KEY: Required, because files here are encrypted with it/],
      [OTHER, /BLOB_KEY: Expected the one with which files here are encrypted/],
    ] as const
  ) {
    await using server = installation.task("start", { BLOB_KEY: key });
    await server.says(says);
    assert.equal((await server.ended).code, 1);
  }
});
