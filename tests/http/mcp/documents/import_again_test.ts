import assert from "node:assert/strict";
import { ERAS } from "../../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../../support/people/person.ts";
import { startServer } from "../../../support/servers/server.ts";

/** The same entry before and after it was changed in the other app. */
const DAY_ONE = (text: string, modifiedDate: string) =>
  JSON.stringify({
    metadata: { version: "1.0" },
    entries: [{
      uuid: "12121212121212121212121212121212",
      creationDate: "2024-05-18T10:00:00Z",
      modifiedDate,
      text,
      starred: false,
    }],
  });

const JRNL = (body: string) =>
  JSON.stringify({
    tags: {},
    entries: [
      { title: "The plan", body, date: "2024-05-18", time: "10:00", tags: [], starred: false },
    ],
  });

const CASES = {
  dayone: {
    first: DAY_ONE("The plan", "2024-05-18T10:00:00Z"),
    second: DAY_ONE("The plan, with a second page", "2024-06-18T10:00:00Z"),
    note: /record 0: Title "The plan, with a second page" was not taken, because the title was /,
  },
  jrnl: { first: JRNL("One page"), second: JRNL("With a second page"), note: undefined },
};

const MINE = {
  ...{ isPrivate: true, isFavorite: true, mood: "calm", weather: "rain", location: "Home" },
  title: "My own title",
};

for (const [era, connect] of Object.entries(ERAS)) {
  for (const [format, { first, second, note }] of Object.entries(CASES)) {
    Deno.test(`in ${era}, a changed entry of ${format} stays private, and as it was set here`, async () => {
      await using server = await startServer();
      const kody = person(server, "Kody");
      await using client = await connect(server.resource, await kody.token(...EVERYTHING));
      const call = async (tool: string, args: Record<string, unknown> = {}) => {
        const answer = await client.call(tool, args);
        assert(!answer.isError, answer.text);
        return answer;
      };
      await call("import_entries", { format, document: first });
      const { entries: [{ id }] } = (await call("list_entries")).structured;
      await call("create_tag", { name: "mine" });
      await call("update_entry", { id, ...MINE });
      await call("add_tag_to_entry", { id, tag: "mine" });
      const { structured: report, text } = await call("import_entries", {
        format,
        document: second,
      });
      assert.equal(report.updated, 1);
      if (note) assert.match(text, note);
      else assert.equal(report.notes, undefined);

      const { entry } = (await call("get_entry", { id })).structured;
      assert.deepEqual({ ...entry, ...MINE }, entry);
      assert.match(entry.content, /with a second page/i);
      assert.match(JSON.stringify(entry.tags), /"mine"/);
      const { revisions } = (await call("list_revisions", { id })).structured;
      assert.match(revisions[0].excerpt, /^(The plan|One page)$/);

      const open = EVERYTHING.filter((scope) => scope !== "entries:private");
      await using other = await connect(server.resource, await kody.token(...open));
      assert.deepEqual((await other.call("list_entries")).structured.entries, []);
    });
  }
}
