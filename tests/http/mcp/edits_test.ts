import assert from "node:assert/strict";
import { readChallenge } from "../../support/clients/challenge.ts";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { callTool, ERA_NAMES } from "../../support/clients/rpc.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer } from "../../support/servers/server.ts";

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, a line is added and a passage replaced without sending the whole text`, async () => {
    await using server = await startServer();
    const kody = person(server, "Kody");
    await using client = await connect(server.resource, await kody.token(...EVERYTHING));
    const { id } = (await client.call("create_entry", {
      title: "Shopping",
      content: "Milk and bread. Milk for the cat.",
    })).structured.entry;

    const added = await client.call("update_entry", { id, append: "Two apples." });
    assert.equal(
      added.structured.entry.content,
      "Milk and bread. Milk for the cat.\n\nTwo apples.",
    );
    assert.match(added.text, /^Updated\.\n# Shopping\n/);
    const twice = await client.call("update_entry", {
      id,
      replace: [{ find: "Milk", with: "Tea" }],
    });
    assert.deepEqual([twice.isError, twice.errorCode], [true, "conflict"]);
    assert.match(
      twice.text,
      /^The content has "Milk" 2 times, so nothing was written: line 1 "Milk/,
    );
    const once = await client.call("update_entry", {
      id,
      replace: [{ find: "Milk and", with: "Tea and" }, { find: "Two apples", with: "Three" }],
      ifVersion: 2,
    });
    assert.equal(
      once.structured.entry.content,
      "Tea and bread. Milk for the cat.\n\nThree.",
    );
    const { revisions } = (await client.call("list_revisions", { id })).structured;
    assert.equal(revisions.length, 2);

    const wrong: [Record<string, unknown>, RegExp][] = [
      [{ content: "All", append: "more" }, /^Content was given together with append or replace\./],
      [{ replace: "Milk" }, /replace: Expected a list of objects with find and with/],
      [{ replace: [{ find: "Milk" }] }, /replace: Expected a list of objects with find and with/],
      [{ append: "late", ifVersion: 1 }, /^The entry is at version 3, not 1\./],
    ];
    for (const [args, text] of wrong) {
      const refused = await client.call("update_entry", { id, ...args });
      assert(refused.isError);
      assert.match(refused.text, text);
    }
    assert.deepEqual(
      (await client.call("get_entry", { id })).structured.entry,
      once.structured.entry,
    );
  });
}

Deno.test("who may not read an entry can add to it, but not ask what it says by replacing", async () => {
  await using server = await startServer();
  const token = await person(server, "Kody").token("entries:write");
  for (const era of ERA_NAMES) {
    const call = (tool: string, args: object) =>
      callTool(server.resource, { era, token, tool, args });
    const created = await call("create_entry", { title: "Log", content: "Hidden" });
    const { id } = created.body.result.structuredContent.entry;
    const { status, headers } = await call("update_entry", {
      id,
      replace: [{ find: "Hidden", with: "Known" }],
    });
    assert.equal(status, 403);
    assert.equal(readChallenge(headers).scope, "entries:read entries:write");
    const added = await call("update_entry", { id, append: "More" });
    assert.deepEqual(added.body.result.structuredContent, {
      entry: { id, title: "Log", version: 2 },
    });
    assert.doesNotMatch(JSON.stringify(added.body), /Hidden/);
  }
});
