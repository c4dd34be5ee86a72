import assert from "node:assert/strict";
import { ERAS } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer } from "../../support/servers/server.ts";

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, the text of an entry says all that is set on it`, async () => {
    await using server = await startServer();
    const token = await person(server, "Kody").token(...EVERYTHING);
    await using client = await connect(server.resource, token);
    const place = { title: "T", content: "c", location: "Mill Pond", weather: "fog" };
    const created = await client.call("create_entry", place);
    const { id } = created.structured.entry;
    const read = await client.call("get_entry", { id });
    const updated = await client.call("update_entry", { id, weather: "rain", mood: "calm" });
    assert.match(created.text, /place Mill Pond · weather fog/);
    assert.match(read.text, /place Mill Pond · weather fog/);
    assert.match(updated.text, /mood calm · place Mill Pond · weather rain/);
    const cleared = await client.call("update_entry", { id, clear: ["weather"] });
    assert.doesNotMatch(cleared.text, /weather/);
  });

  Deno.test(`in ${era}, a link to a photo is no word, and in no excerpt or snippet`, async () => {
    await using server = await startServer();
    const token = await person(server, "Kody").token(...EVERYTHING);
    await using client = await connect(server.resource, token);
    const content = "![](dayone-moment://5A7C11) Green water.\n![](photos/1.jpg)";
    const { structured: { entry } } = await client.call("create_entry", { title: "T", content });
    assert.deepEqual([entry.wordCount, entry.content], [2, content]);
    const listed = await client.call("list_entries");
    assert.equal(listed.structured.entries[0].excerpt, "Green water.");
    const found = await client.call("search_entries", { query: "water" });
    assert.equal(found.structured.entries[0].snippet, "Green **water**.");
    assert.doesNotMatch(listed.text + found.text, /dayone|photos/);
    const missed = await client.call("search_entries", { query: "moment" });
    assert.deepEqual(missed.structured.entries, []);
  });

  Deno.test(`in ${era}, #work given as a tag is the tag work`, async () => {
    await using server = await startServer();
    const token = await person(server, "Kody").token(...EVERYTHING);
    await using client = await connect(server.resource, token);
    await client.call("create_tag", { name: "work" });
    const { structured: { entry } } = await client.call("create_entry", {
      ...{ title: "T", content: "c", tags: ["#work"] },
    });
    assert.equal(entry.tags[0].name, "work");
    const listed = await client.call("list_entries", { tag: "#Work" });
    assert.equal(listed.structured.entries.length, 1);
  });
}
