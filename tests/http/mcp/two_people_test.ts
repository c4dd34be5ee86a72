import assert from "node:assert/strict";
import { TOOLS } from "../../../lib/mcp/tools/mod.ts";
import { ERAS, type McpClient } from "../../support/clients/mcp_clients.ts";
import { EVERYTHING, person } from "../../support/people/person.ts";
import { startServer } from "../../support/servers/server.ts";
import { journalSnapshot } from "../../support/journal/snapshot.ts";

const UNKNOWN_ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

interface Ids {
  entry: string;
  tag: string;
  revision: string;
}

/** For each tool that takes an id: how it is called with one, and with every other argument it needs. */
const CALLS_BY_ID: Record<string, (ids: Ids) => object> = {
  get_entry: ({ entry }) => ({ id: entry }),
  update_entry: ({ entry }) => ({ id: entry, title: "Taken over" }),
  delete_entry: ({ entry }) => ({ id: entry }),
  restore_entry: ({ entry }) => ({ id: entry }),
  purge_entry: ({ entry }) => ({ id: entry }),
  list_revisions: ({ entry }) => ({ id: entry }),
  restore_revision: ({ entry, revision }) => ({ id: entry, revisionId: revision }),
  add_tag_to_entry: ({ entry, tag }) => ({ id: entry, tag }),
  remove_tag_from_entry: ({ entry, tag }) => ({ id: entry, tag }),
  get_attachment: ({ entry }) => ({ id: `${entry}_0123456789abcdef0123` }),
  get_tag: ({ tag }) => ({ id: tag }),
  update_tag: ({ tag }) => ({ id: tag, name: "Taken over" }),
  delete_tag: ({ tag }) => ({ id: tag }),
  list_entries: ({ tag }) => ({ tag }),
  search_entries: ({ tag }) => ({ query: "Secret", tag }),
  create_entry: ({ tag }) => ({ title: "Mine", content: "Mine", tags: [tag] }),
};

/** Tools that take no id: what they show of others is tested below by looking at all they answer. */
const WITHOUT_ID = [
  "whoami",
  "request_upload",
  "list_tags",
  "create_tag",
  "list_activity",
  "on_this_day",
  "journal_stats",
  "export_journal",
  "import_entries",
  "delete_my_data",
];

Deno.test("every tool is either called with another person's ids here or takes none", () => {
  assert.deepEqual(
    [...Object.keys(CALLS_BY_ID), ...WITHOUT_ID].sort(),
    TOOLS.map(({ name }) => name).sort(),
  );
});

for (const [era, connect] of Object.entries(ERAS)) {
  Deno.test(`in ${era}, another person's ids answer exactly as unknown ids do`, async () => {
    await using server = await startServer();
    await using ada = await connect(
      server.resource,
      await person(server, "Ada").token(...EVERYTHING),
    );
    await using eve = await connect(
      server.resource,
      await person(server, "Eve").token(...EVERYTHING),
    );
    const ids = await writeSecret(ada);
    const { entry: own } = (await eve.call("create_entry", { title: "Eve", content: "Eve" }))
      .structured;
    const before = await journalSnapshot(server.store);
    assert(Object.keys(before).length > 0);

    for (const [tool, args] of Object.entries(CALLS_BY_ID)) {
      const foreign = await eve.call(tool, { ...args(ids) });
      const unknown = await eve.call(tool, {
        ...args({ entry: UNKNOWN_ID, tag: UNKNOWN_ID, revision: UNKNOWN_ID }),
      });
      assert(foreign.isError, `${tool} accepts another person's id`);
      assert.equal(
        foreign.text.replaceAll(ids.entry, UNKNOWN_ID).replaceAll(ids.tag, UNKNOWN_ID),
        unknown.text,
        `${tool} tells another person's id from an unknown one`,
      );
      assert.deepEqual(foreign.structured, unknown.structured);
    }
    const ownEntryForeignTag = { id: own.id, tag: ids.tag };
    assert((await eve.call("add_tag_to_entry", ownEntryForeignTag)).isError);
    assert((await eve.call("update_entry", { id: own.id, tags: [ids.tag] })).isError);
    const ownEntryForeignRevision = { id: own.id, revisionId: ids.revision };
    assert((await eve.call("restore_revision", ownEntryForeignRevision)).isError);

    assert.deepEqual(await journalSnapshot(server.store), before, "something was written");
  });

  Deno.test(`in ${era}, nothing that a person can ask for shows another person's journal`, async () => {
    await using server = await startServer();
    await using ada = await connect(
      server.resource,
      await person(server, "Ada").token(...EVERYTHING),
    );
    await using eve = await connect(
      server.resource,
      await person(server, "Eve").token(...EVERYTHING),
    );
    const ids = await writeSecret(ada);

    const answers = [
      await eve.call("whoami"),
      await eve.call("list_entries"),
      await eve.call("list_entries", { trashed: true }),
      await eve.call("list_entries", { private: true }),
      await eve.call("list_entries", { tag: "Secret tag" }),
      await eve.call("search_entries", { query: "Secret content" }),
      await eve.call("search_entries", { query: "s*", trashed: true }),
      await eve.call("list_tags"),
      await eve.call("on_this_day"),
      await eve.call("journal_stats"),
      await eve.call("create_tag", { name: "Secret tag" }),
      await eve.call("list_activity", { limit: 100 }),
      await eve.call("export_journal", { format: "json" }),
      await eve.call("export_journal", { format: "markdown" }),
    ];
    const seen = JSON.stringify(answers.map(({ text, structured }) => [text, structured]))
      .replaceAll("Secret tag", "");
    for (const secret of ["Ada", "ada@", "Secret", ids.entry, ids.tag]) {
      assert(!seen.includes(secret), `${secret} is visible`);
    }
    // What she has of ours by any way becomes a copy of her own, and leaves ours alone.
    const { document } = (await ada.call("export_journal", { format: "json" })).structured;
    const stolen = document.replaceAll("Secret", "Taken");
    const before = (await ada.call("get_entry", { id: ids.entry })).structured;
    const taken = await eve.call("import_entries", { format: "epicme", document: stolen });
    assert.equal(taken.structured.created, 1);
    assert.deepEqual((await ada.call("get_entry", { id: ids.entry })).structured, before);
    await eve.call("delete_entry", { id: ids.entry });
    assert.deepEqual((await ada.call("get_entry", { id: ids.entry })).structured, before);
    // The same name is free for each person, and each sees their own.
    assert.equal((await ada.call("list_tags")).structured.tags[0].entryCount, 1);
  });
}

async function writeSecret(client: McpClient): Promise<Ids> {
  const { tag } = (await client.call("create_tag", { name: "Secret tag" })).structured;
  const { entry } = (await client.call("create_entry", {
    title: "Secret title",
    content: "Secret content",
    tags: [tag.id],
  })).structured;
  await client.call("update_entry", { id: entry.id, mood: "Secret mood" });
  const { revisions } = (await client.call("list_revisions", { id: entry.id })).structured;
  return { entry: entry.id, tag: tag.id, revision: revisions[0].id };
}
