import assert from "node:assert/strict";
import { memoryBlobs } from "../../../lib/blobs/mod.ts";
import { addressIn } from "../../support/clients/address_in.ts";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer } from "../../support/servers/server.ts";

Deno.test("an erasure takes the bytes of the person's files, and nobody else's", async () => {
  const blobs = memoryBlobs();
  await using server = await startServer({ blobs });
  const [connect] = Object.values(ERAS);
  const open: Record<string, string> = {};
  for (const name of ["Ada", "Ben"]) {
    const token = await person(server, name).token(...EVERYTHING);
    await using client = await connect(server.resource, token, () => "accept");
    const { content } = await client.call("create_entry", {
      title: "x",
      content: "x",
      attachments: [`data:text/plain;base64,${btoa(`The words of ${name}`)}`],
    });
    const id = content.at(-1)!.uri.split("/").at(-1);
    open[name] = addressIn((await client.call("get_attachment", { id })).content);
  }
  const { key, url } = await requestUpload();
  assert(key);
  const token = await person(server, "Ada").token("user:write");
  await using client = await connect(server.resource, token, () => "accept");
  assert.equal((await client.call("delete_my_data")).structured.erased, true);
  assert.equal((await fetch(url, { method: "PUT", body: "late" })).status, 404);
  assert.equal((await fetch(open.Ada)).status, 404);
  // It goes on by itself; nothing says when.
  while ((await Array.fromAsync(blobs.list(""))).length > 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.equal(await (await fetch(open.Ben)).text(), "The words of Ben");

  async function requestUpload() {
    const token = await person(server, "Ada").token(...EVERYTHING);
    await using client = await connect(server.resource, token);
    return (await client.call("request_upload", { name: "late.txt" })).structured;
  }
});
