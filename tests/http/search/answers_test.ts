import assert from "node:assert/strict";
import { ERAS, type McpClient } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer } from "../../support/servers/server.ts";

/** What ten results may take of a model's memory, as it reads them: as text, or as JSON. */
const MAX_BYTES = 6_000;

const SENTENCES = {
  English: [
    "Then Anna and I walked around the lake until the rain came, and nobody was there. ",
    "When did I walk around the lake with Anna?",
  ],
  Russian: [
    "Потом мы с Анной гуляли вокруг озера, пока не пошёл дождь, и никого там не было. ",
    "Когда мы гуляли с Анной вокруг озера?",
  ],
  Japanese: [
    "それからアンナと湖の周りを雨が降るまで歩き、そこには誰もいなかった。",
    "いつアンナと湖の周りを歩いたか",
  ],
};

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, a question is answered with the passage, the words, and how many there are`, async () => {
    await using server = await startServer();
    const ada = person(server, "Ada");
    await using client = await connect(server.resource, await ada.token(...EVERYTHING));
    const long = "We cleaned the house and talked about nothing much. ".repeat(20);
    const content = `${long}Anna taught me to sail on the lake. ${long}`;
    await write(client, { title: "A long day", content, occurredAt: "2023-05-02" });
    await write(client, { title: "Soup", content: "Leeks.", tags: ["lake house"] });
    await write(client, { title: "Secret", content: "The lake at night.", isPrivate: true });

    const question = "When did we go sailing on the lkae with Anna?";
    const { text, structured } = await client.call("search_entries", { query: question });
    const [first, ...others] = structured.entries;
    assert.equal(first.title, "A long day");
    assert.equal(first.day, "2023-05-02");
    assert.match(first.snippet, /\*\*Anna\*\* taught me to \*\*sail\*\* on the \*\*lake\*\*/);
    assert.deepEqual(first.matched, ["sailing", "lkae", "Anna"]);
    assert.deepEqual(structured.corrections, [{ word: "lkae", instead: ["lake"] }]);
    assert.deepEqual([structured.total, others.length], [3, 2]);
    assert.match(text, /No entry has "lkae"; looked for lake instead/);

    await using open = await connect(server.resource, await ada.token("entries:read"));
    const seen = await open.call("search_entries", { query: question, limit: 1 });
    assert.equal(seen.structured.total, 2);
    assert.match(seen.text, /1 of 2 entries that match/);
    assert.equal((await open.call("list_entries")).structured.total, 2);
    assert.equal((await client.call("list_entries", { limit: 1 })).structured.total, 3);
    const secret = (await client.call("search_entries", { query: "night" })).structured.entries[0];
    const like = await open.call("search_entries", { like: secret.id });
    assert.deepEqual([like.isError, like.errorCode], [true, "not_found"]);
    assert.deepEqual(
      (await open.call("search_entries", { query: "nihgt" })).structured,
      { entries: [], total: 0 },
    );
  });

  Deno.test(`in ${era}, ten results take less than 6 KB in any script`, async () => {
    await using server = await startServer();
    for (const [language, [sentence, query]] of Object.entries(SENTENCES)) {
      const token = await person(server, language).token(...EVERYTHING);
      await using client = await connect(server.resource, token);
      for (let n = 0; n < 11; n++) {
        const title = sentence.slice(0, 24);
        const at = `2023-05-${n + 10}T10:00:00+02:00`;
        const content = sentence.repeat(9);
        await write(client, { title, content, occurredAt: at, mood: "calm", tags: ["family"] });
      }
      const { text, structured } = await client.call("search_entries", {
        query,
        limit: 10,
      });
      assert.equal(structured.entries.length, 10);
      for (const shown of [text, JSON.stringify(structured)]) {
        const bytes = new TextEncoder().encode(shown).length;
        assert.ok(bytes < MAX_BYTES, `${language}: ${bytes} bytes: ${shown.slice(0, 900)}`);
      }
    }
  });
}

function write(client: McpClient, draft: Record<string, unknown>) {
  return client.call("create_entry", draft);
}
