import assert from "node:assert/strict";
import { fileBlobs, readBlobKey } from "../../../lib/blobs/mod.ts";
import { sweepOrphans } from "../../../lib/journal/mod.ts";
import { openStore } from "../../../lib/kv/store.ts";
import { startProcess } from "../../support/programs/server_process.ts";
import { addressIn } from "../../support/clients/address_in.ts";
import { PHOTO } from "../../http/files/photo.ts";
import { caller } from "../operations/helpers.ts";

const KILLS = 3;
const FILES_BEFORE_KILL = 6;
const DAY = 86_400_000;

Deno.test("whatever kills the server, no acknowledged attachment is lost, and no bytes stay for ever", async () => {
  const dataDir = await Deno.makeTempDir({ prefix: "epicme-" });
  const acknowledged: { id: string; text: string }[] = [];
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      await using server = await startProcess({ dataDir });
      const ada = await caller(server, "ada");
      const bring = async (text: string) => {
        const { key, url } = await ada.call("request_upload", { name: "a.txt" });
        const put = await fetch(url, { method: "PUT", body: text });
        await put.body?.cancel();
        assert.equal(put.status, 201);
        const args = { title: text.slice(0, 20), content: "x", attachments: [key] };
        acknowledged.push({ id: (await ada.call("create_entry", args)).entry.id, text });
      };
      const going = Promise.withResolvers<void>();
      const writers = [0, 1].map(async (writer) => {
        try {
          for (let n = 0;; n++) {
            // One of them brings many bytes, so that the kill comes in the middle of a file.
            await bring(`${kill} ${writer} ${n} ${"x".repeat(writer * 2 ** 21)}`);
            if (acknowledged.length >= (kill + 1) * FILES_BEFORE_KILL) going.resolve();
          }
        } catch (error) {
          if (server.alive()) going.reject(error);
        }
      });
      await going.promise;
      await server.kill();
      await Promise.all(writers);
    }
    await using server = await startProcess({ dataDir });
    const ada = await caller(server, "ada");
    const store = await openStore(`${dataDir}/journal.kv`);
    const blobs = fileBlobs(`${dataDir}/blobs`);
    const now = () => Date.now() + 2 * DAY;
    await sweepOrphans({ store, blobs, now });
    const rows = new Set<string>();
    for await (const { key, value } of store.read.list<{ key: string }>({ prefix: ["journal"] })) {
      if (key[2] === "blob") rows.add(value.key);
    }
    const left = await Array.fromAsync(blobs.list(""));
    assert.deepEqual(left.toSorted(), [...rows].toSorted(), "bytes and rows are the same");
    assert(left.every((key) => readBlobKey(key).madeAt > 0));
    assert(acknowledged.length >= KILLS * FILES_BEFORE_KILL);
    for (const { id, text } of acknowledged) {
      // Each entry has one file, whose id begins with its own.
      const file = (await store.read.get<{ attachments: { id: string }[] }>(
        [...await rootOf(store), "entry", id],
      )).value!.attachments[0];
      const { content } = await callRaw(server.resource, ada.token, file.id);
      assert.equal(await (await fetch(addressIn(content))).text(), text);
    }
    store.close();
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});

Deno.test("with the permissions of deno task start, a picture is shown", async () => {
  await using server = await startProcess();
  const ada = await caller(server, "ada");
  const { key, url } = await ada.call("request_upload", { name: "sea.jpg" });
  await (await fetch(url, { method: "PUT", body: PHOTO })).body?.cancel();
  const { entry } = await ada.call("create_entry", {
    title: "Sea",
    content: "Sea",
    attachments: [key],
  });
  const store = await openStore(`${server.dataDir}/journal.kv`);
  const root = await rootOf(store);
  const { value } = await store.read.get<{ attachments: { id: string }[] }>(
    [...root, "entry", entry.id],
  );
  store.close();
  const { content } = await callRaw(server.resource, ada.token, value!.attachments[0].id);
  assert(content.some(({ type }: { type: string }) => type === "image"), JSON.stringify(content));
});

async function rootOf(store: Awaited<ReturnType<typeof openStore>>): Promise<Deno.KvKey> {
  const [row] = await Array.fromAsync(store.read.list({ prefix: ["journal"] }, { limit: 1 }));
  return row.key.slice(0, 2);
}

async function callRaw(resource: string, token: string, id: string) {
  const { callTool } = await import("../../support/clients/rpc.ts");
  const call = { era: "2026-07-28", token, tool: "get_attachment", args: { id } } as const;
  return (await callTool(resource, call)).body.result;
}
