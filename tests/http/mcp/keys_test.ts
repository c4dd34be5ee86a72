import assert from "node:assert/strict";
import type { StoredCreation } from "../../../lib/journal/store/stored.ts";
import type { Store } from "../../../lib/kv/store.ts";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer } from "../../support/servers/server.ts";

/** What models send: a key that is the date. */
const MORNING = { title: "Morning", content: "first text", idempotencyKey: "2026-11-27" };
const EVENING = { title: "Evening", content: "second text", idempotencyKey: "2026-11-27" };

const DAY = 86_400_000;
const EVERYDAY = ["entries:read", "entries:write", "tags:read", "tags:write"];

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, a key that is used again for another text is an error, a retry is not`, async () => {
    await using server = await startServer();
    const kody = person(server, "Kody");
    const token = await kody.token(...EVERYTHING);
    await using client = await connect(server.resource, token, () => "accept");
    const { entry: first } = (await client.call("create_entry", MORNING)).structured;

    const other = await client.call("create_entry", EVENING);
    assert.deepEqual([other.isError, other.errorCode], [true, "conflict"]);
    assert.match(other.text, /^Idempotency key "2026-11-27" belongs to the entry "Morning" \(id /);
    assert(other.text.includes(first.id) && !other.text.includes("Created"));
    assert.deepEqual((await client.call("create_entry", MORNING)).structured.entry, first);
    assert.equal((await client.call("list_entries")).structured.entries.length, 1);

    await client.call("delete_entry", { id: first.id });
    const trashed = await client.call("create_entry", MORNING);
    assert.deepEqual([trashed.isError, trashed.errorCode], [true, "trashed"]);
    assert.match(
      trashed.text,
      /in the trash, so nothing was written\. Restore that entry, or give/,
    );
  });

  Deno.test(`in ${era}, a key tells nobody what became of a private entry, and loses no text`, async () => {
    await using server = await startServer();
    const kody = person(server, "Kody");
    await using all = await connect(server.resource, await kody.token(...EVERYTHING));
    await using some = await connect(server.resource, await kody.token(...EVERYDAY));
    const { id } = (await some.call("create_entry", MORNING)).structured.entry;
    await all.call("update_entry", { id, title: "Told my lawyer", isPrivate: true });
    const evening = await some.call("create_entry", EVENING);
    assert.equal(evening.structured.entry.content, "second text");
    assert.doesNotMatch(JSON.stringify(evening), /lawyer/);
    assert.equal((await all.call("list_entries")).structured.entries.length, 2);
  });

  Deno.test(`in ${era}, a key is free for another text after 24 hours`, async () => {
    await using server = await startServer();
    const token = await person(server, "Kody").token(...EVERYDAY);
    await using client = await connect(server.resource, token);
    await client.call("create_entry", MORNING);
    // No token lives for a day, so the first entry is made older instead.
    await makeKeysOlder(server.store, DAY - 60_000);
    assert.equal((await client.call("create_entry", EVENING)).errorCode, "conflict");
    await makeKeysOlder(server.store, 60_000);
    const evening = await client.call("create_entry", EVENING);
    assert.equal(evening.structured.entry.title, "Evening");
    assert.equal((await client.call("list_entries")).structured.entries.length, 2);
  });
}

async function makeKeysOlder(store: Store, milliseconds: number): Promise<void> {
  for await (const { key, value } of store.read.list<StoredCreation>({ prefix: ["journal"] })) {
    if (key[2] !== "idempotency") continue;
    await store.write.set(key, { ...value, createdAt: value.createdAt - milliseconds });
  }
}
