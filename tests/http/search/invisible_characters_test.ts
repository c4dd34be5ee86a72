import assert from "node:assert/strict";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer } from "../../support/servers/server.ts";

/** As they are pasted from the web, and what people look for who see them. */
const PASTED = [
  ["We co\u00ADoperate on the Donau\u00ADdampf\u00ADschiff", "cooperate", "Donaudampfschiff"],
  ["zero\u200Bwidth here", "zerowidth", "zero\u00ADwidth"],
  ["\uFEFFA joined\u2060word, to the \u202Eright\u202C", "joinedword", "right"],
];

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, what shows nothing within words counts for nothing`, async () => {
    await using server = await startServer();
    const token = await person(server, "Ada").token(...EVERYTHING);
    await using client = await connect(server.resource, token);
    for (const [content, ...queries] of PASTED) {
      const { entry } =
        (await client.call("create_entry", { title: "Pasted", content })).structured;
      assert.equal(entry.content, content, "The text itself stays as it was");
      for (const query of queries) {
        const { entries } = (await client.call("search_entries", { query })).structured;
        assert.deepEqual(entries.map(({ id }: { id: string }) => id), [entry.id], query);
      }
    }

    const { tag } = (await client.call("create_tag", { name: "wo\u00ADrk\u200B" })).structured;
    assert.equal(tag.name, "work");
    assert.equal((await client.call("create_tag", { name: "wor\u2060k" })).errorCode, "conflict");
    const draft = {
      title: "At work",
      content: "All day",
      tags: ["w\u200Bork"],
      mood: "ca\u00ADlm",
    };
    const { entry, newTags } = (await client.call("create_entry", draft)).structured;
    assert.deepEqual([entry.tags, newTags], [[{ id: tag.id, name: "work" }], undefined]);
    for (const filter of [{ tag: "wo\u200Drk" }, { mood: "calm" }, { mood: "cal\u200Bm" }]) {
      const { entries } = (await client.call("list_entries", filter)).structured;
      assert.deepEqual(entries.map(({ id }: { id: string }) => id), [entry.id]);
    }
    assert.deepEqual(await client.complete("reflect", "topic", "wo\u00ADr"), ["work"]);

    for (
      const [nothing, message] of [
        [{ title: "\u200B" }, /Title is empty/],
        [{ content: "\uFEFF\u200B\n" }, /Content is empty/],
        [{ mood: "\u200E\u200F" }, /Mood is empty/],
      ] as const
    ) {
      const answer = await client.call("create_entry", { title: "x", content: "x", ...nothing });
      assert.equal(answer.errorCode, "invalid");
      assert.match(answer.text, message);
    }
    assert.equal((await client.call("create_tag", { name: "\u00AD" })).errorCode, "invalid");
    const nothing = (await client.call("search_entries", { query: "\u200B" })).structured;
    assert.deepEqual(nothing.entries, []);
  });
}
